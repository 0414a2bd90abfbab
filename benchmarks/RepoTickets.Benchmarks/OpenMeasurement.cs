using System.Diagnostics;
using RepoTickets.Benchmarks.Data;
using RepoTickets.Storage;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Benchmarks;

/// <summary>
/// Opening a store, against what no opening can do without: asking for the times of every file, and (without an index) reading every file
/// and running the YAML parser over it on all cores. Alternating in one process, warm file cache, medians.
/// </summary>
internal static class OpenMeasurement
{
    private const int Rounds = 9;

    internal static async Task RunAsync(int[] counts)
    {
        Console.WriteLine("tickets | stat all files | open with index | ratio | read and parse all | open without index | ratio");
        foreach (var count in counts.Length > 0 ? counts : [1_000, 10_000, 100_000])
        {
            var repository = new TemporaryRepository();
            SyntheticTickets.WriteRepository(repository.Folder, count);
            await MeasureAsync(repository, count);
        }
    }

    private static async Task MeasureAsync(TemporaryRepository repository, int count)
    {
        var files = PlatformFileSystem.Create();
        var rounds = count > 50_000 ? 5 : Rounds;
        List<double> stat = [], indexed = [], parsed = [], cold = [];
        await OpenAndCloseAsync(repository);
        for (var round = 0; round < rounds + 2; round++)
        {
            var statTime = Time(() => StatAll(files, repository.Folder));
            var indexedTime = await OpenAndCloseAsync(repository);
            var parsedTime = Time(() => ParseAll(files, repository.Folder));
            File.Delete(Path.Join(repository.Folder, ".tickets", ".sdk", "index"));
            var coldTime = await OpenAndCloseAsync(repository);
            if (round >= 2)
            {
                stat.Add(statTime);
                indexed.Add(indexedTime);
                parsed.Add(parsedTime);
                cold.Add(coldTime);
            }
        }

        Console.WriteLine(
            $"{count:N0} | {Median(stat):0.0} ms | {Median(indexed):0.0} ms | {Median(indexed) / Median(stat):0.00} | " +
            $"{Median(parsed):0} ms | {Median(cold):0} ms | {Median(cold) / Median(parsed):0.00}");
    }

    private static async Task<double> OpenAndCloseAsync(TemporaryRepository repository)
    {
        var watch = Stopwatch.StartNew();
        var store = await TicketStore.OpenAsync(repository.Options);
        var elapsed = watch.Elapsed.TotalMilliseconds;
        await store.DisposeAsync();
        return elapsed;
    }

    private static double Time(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static void StatAll(IFileSystem files, string folder)
    {
        foreach (var name in (string[])["open", "closed"])
        {
            files.ListWithStatus(Path.Join(folder, ".tickets", name));
        }
    }

    private static void ParseAll(IFileSystem files, string folder)
    {
        var paths = ((string[])["open", "closed"])
            .SelectMany(
                name => files.ListNames(Path.Join(folder, ".tickets", name))!.Select(file => Path.Join(folder, ".tickets", name, file)))
            .ToArray();
        Parallel.ForEach(paths, path =>
        {
            var content = files.ReadFile(path, 1 << 20)!.Value;
            var parser = new YamlDotNet.Core.Parser(new StringReader(System.Text.Encoding.UTF8.GetString(content.Bytes)));
            while (parser.MoveNext())
            {
                // Only the scanning counts: this is what no reader of YAML can do without.
            }
        });
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
