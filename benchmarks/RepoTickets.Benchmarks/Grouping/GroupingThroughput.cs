extern alias triage;

using System.Text;
using System.Text.Json;
using RepoTickets.Benchmarks.Data;
using RepoTickets.Benchmarks.Results;
using triage::RepoTickets.LogTriage;
using triage::RepoTickets.LogTriage.Grouping;
using triage::RepoTickets.LogTriage.Grouping.Evidence;
using triage::RepoTickets.LogTriage.Grouping.JsonLines;

namespace RepoTickets.Benchmarks.Grouping;

/// <summary>
/// Lines of known groups, by one thread, from where they may come. Processor time of the whole process counts, that of the collector of
/// garbage too, because it does not grow when others use the machine; what they do to caches and clock is left in it.
/// </summary>
internal sealed class GroupingThroughput
{
    private const int Distinct = 10_000;
    private const int Lines = 500_000;
    private const int Rounds = 9;
    private const int WarmUps = 3;

    private readonly string[] _messages;
    private readonly byte[][] _bytes;
    private readonly LogEntry[] _entries;
    private readonly string _file = Path.Join(RunFolder.CreateFolder(), "lines.jsonl");
    private readonly LogGrouper _grouper = (LogGrouper)LogGrouping.Create();
    private readonly NaiveGrouper _naive = new();

    internal GroupingThroughput(int seed)
    {
        _messages = SyntheticLog.Make(Distinct, seed);
        _bytes = Array.ConvertAll(_messages, Encoding.UTF8.GetBytes);
        _entries = Array.ConvertAll(_messages, static message => new LogEntry { Message = message, Service = "shop" });
        var lines = Array.ConvertAll(_messages, WriteLine);
        File.WriteAllLines(_file, Enumerable.Range(0, Lines).Select(n => lines[n % Distinct]));
        foreach (var entry in _entries)
        {
            _grouper.Assign(entry);
        }
    }

    internal double BytesOfALine => _bytes.Average(static line => line.Length);

    internal async IAsyncEnumerable<GroupingRow> RunAsync()
    {
        yield return await MeasureAsync("bytes to groups, the hit path", FromBytes, goal: 1_300_000, goalBytes: 0);
        yield return await MeasureAsync("entries to groups", FromEntries, goal: null, goalBytes: 0);
        yield return await MeasureAsync("a JSON Lines file to groups, without entries", FromFile, goal: 400_000, goalBytes: 0);
        yield return await MeasureAsync(
            "a JSON Lines file to entries, as triage reads, to groups", FromSourceAsync, goal: 400_000, goalBytes: null);
        yield return await MeasureAsync("regular expressions and a dictionary", FromRegularExpressions, goal: null, goalBytes: null);
    }

    private static string WriteLine(string message) => JsonSerializer.Serialize(new
    {
        time = "2026-01-01T10:00:00.000Z", level = "error", service = "shop", logger = "shop.Main", message,
    });

    private static async Task<GroupingRow> MeasureAsync(string operation, Func<Task> round, double? goal, double? goalBytes)
    {
        List<double> rates = [], bytes = [];
        for (var number = -WarmUps; number < Rounds; number++)
        {
            GC.Collect();
            var (allocated, begin) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime);
            await round();
            var took = (Environment.CpuUsage.TotalTime - begin).TotalSeconds;
            if (number >= 0)
            {
                rates.Add(Lines / took);

                // In whole bytes: a buffer for a file, and a task for a round, are nobody's line.
                bytes.Add(Math.Floor((double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / Lines));
            }
        }

        var row = new GroupingRow(operation, Lines, Rounds, Quantity.Median(rates), rates.Min(), Quantity.Median(bytes), goal, goalBytes);
        await Console.Error.WriteLineAsync($"{row}");
        return row;
    }

    private Task FromBytes()
    {
        var space = _grouper.SpaceOf("shop"u8, isError: true);
        for (var n = 0; n < Lines; n++)
        {
            _grouper.Assign(new Utf8Evidence { Message = _bytes[n % Distinct] }, space);
        }

        return Task.CompletedTask;
    }

    private Task FromEntries()
    {
        for (var n = 0; n < Lines; n++)
        {
            _grouper.Assign(_entries[n % Distinct]);
        }

        return Task.CompletedTask;
    }

    private Task FromRegularExpressions()
    {
        for (var n = 0; n < Lines; n++)
        {
            _naive.Assign(_messages[n % Distinct]);
        }

        return Task.CompletedTask;
    }

    private Task FromFile()
    {
        var lines = new JsonLinesGrouper(_grouper);
        var (found, malformed, rest) = (new int[1], 0L, 0);
        var buffer = new byte[64 << 10];
        using var file = File.OpenHandle(_file);
        for (var place = 0L; RandomAccess.Read(file, buffer.AsSpan(rest), place) is > 0 and var read; place += read)
        {
            var filled = rest + read;
            var used = lines.AssignAll(buffer.AsSpan(0, filled), found, static (_, count) => count[0]++, ref malformed);
            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            rest = filled - used;
        }

        Require(found[0], malformed);
        return Task.CompletedTask;
    }

    private async Task FromSourceAsync()
    {
        var found = 0;
        await foreach (var entry in LogSources.File(_file).ReadAsync())
        {
            _grouper.Assign(entry);
            found++;
        }

        Require(found, malformed: 0);
    }

    private static void Require(int found, long malformed)
    {
        if (found != Lines || malformed != 0)
        {
            throw new InvalidOperationException($"{found} of {Lines} lines were read, {malformed} were malformed.");
        }
    }
}
