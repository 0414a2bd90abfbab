using System.Globalization;
using RepoTickets.Storage.ProcessTests.Processes;
using Xunit.Abstractions;

namespace RepoTickets.Storage.ProcessTests;

public class FeedAcrossProcessesTests(ITestOutputHelper output)
{
    private const int Writers = 2;

    [Fact]
    public async Task FollowAsync_ListenerKilledAndResumed_SeesEveryCommitOfTwoWritersOnceAndInOrder()
    {
        var times = Soak.Times(300);
        using var folder = new TestFolder();
        await using var store = await folder.OpenAsync();
        var writers = Enumerable.Range(0, Writers)
            .Select(i => StoreWorker.Start("write", folder.Path, $"name=w{i}", $"times={times}", "segment=65536")).ToList();
        try
        {
            await WorkerProcess.GoTogetherAsync(writers);
            var heard = await ListenAsync(folder, Writers * (times + 1), out var kills);
            await CompareAsync(writers, heard, times);
            output.WriteLine($"{heard.Count} commits heard in order; the listener was killed {kills()} times.");
        }
        finally
        {
            foreach (var writer in writers)
            {
                await writer.DisposeAsync();
            }
        }

        await StoreChecks.AssertCleanAsync(store, folder);
    }

    private static Task<List<string[]>> ListenAsync(TestFolder folder, int commits, out Func<int> kills)
    {
        var count = 0;
        kills = () => count;
        return ListenAsync(folder, commits, () => count++);
    }

    private static async Task<List<string[]>> ListenAsync(TestFolder folder, int commits, Action noteKill)
    {
        var heard = new List<string[]>();
        while (heard.Count < commits)
        {
            await using var listener = StoreWorker.Start("follow", folder.Path, $"from={heard.Count}");
            await listener.WaitForAsync("READY");
            listener.Send("GO");
            var until = Math.Min(commits, heard.Count + (commits / 5));
            while (heard.Count < until)
            {
                Hear(await listener.ReadLineAsync(), heard);
            }

            noteKill();
            listener.Kill();
            foreach (var line in await listener.ReadToEndAsync())
            {
                Hear(line, heard);
            }
        }

        return heard;
    }

    private static void Hear(string? line, List<string[]> heard)
    {
        var parts = line?.Split(' ') ?? [];
        Assert.True(parts is ["AT", ..], $"The listener said '{line}' after {heard.Count} commits.");
        Assert.Equal((heard.Count + 1).ToString(CultureInfo.InvariantCulture), parts[1]);
        heard.Add(parts);
    }

    private static async Task CompareAsync(List<WorkerProcess> writers, List<string[]> heard, int times)
    {
        for (var i = 0; i < writers.Count; i++)
        {
            var numbers = heard.Where(parts => parts[2] == $"w{i}").Select(static parts => parts[3]);
            Assert.Equal(Enumerable.Range(0, times).Select(static number => number.ToString(CultureInfo.InvariantCulture)), numbers);
            foreach (var line in (await writers[i].FinishAsync()).Where(static line => line.StartsWith("WROTE", StringComparison.Ordinal)))
            {
                var wrote = line.Split(' ');
                var at = heard[int.Parse(wrote[1], CultureInfo.InvariantCulture) - 1];
                Assert.Equal([$"w{i}", wrote[2]], at[2..]);
            }
        }
    }
}
