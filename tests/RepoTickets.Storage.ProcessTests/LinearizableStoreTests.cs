using System.Globalization;
using RepoTickets.Storage.ProcessTests.Processes;
using RepoTickets.Storage.Worker;
using RepoTickets.Tests.Linearizability;
using Xunit.Abstractions;

namespace RepoTickets.Storage.ProcessTests;

public class LinearizableStoreTests(ITestOutputHelper output)
{
    private const int Processes = 4;

    [Fact]
    public async Task GetAndCommit_FourProcessesOfFourThreads_AreLinearizablePerTicket()
    {
        using var folder = new TestFolder();
        await using var store = await folder.OpenAsync();
        var keys = new List<TicketId>();
        for (var i = 0; i < 6; i++)
        {
            keys.Add((await store.CreateAsync("Register", static t => t with { Description = StampText.Write(0) })).Id);
        }

        var histories = await RecordAsync(folder, keys);

        foreach (var (key, history) in histories)
        {
            var violation = LinearizabilityChecker.FindViolation(new RegisterModel(0), history);
            Assert.True(
                violation is null, $"{key}: no order of its {history.Count} operations explains {violation}.{Around(history, violation)}");
        }

        var all = histories.Values.SelectMany(static history => history).ToList();
        output.WriteLine(
            $"{all.Count} operations on {keys.Count} tickets: " +
            $"{all.Count(static item => item.Operation.Call == RegisterCall.Read)} reads, " +
            $"{all.Count(static item => item.Operation.Call == RegisterCall.Swap)} swaps, " +
            $"{all.Count(static item => item.Operation.Call == RegisterCall.SwapRefused)} refused.");
        Assert.Equal(keys.Count, histories.Count);
        await StoreChecks.AssertCleanAsync(store, folder);
    }

    private static async Task<Dictionary<string, List<TimedOperation<RegisterOperation>>>> RecordAsync(
        TestFolder folder, List<TicketId> keys)
    {
        var workers = Enumerable.Range(0, Processes).Select(i => StoreWorker.Start(
            "history", folder.Path, $"keys={string.Join(',', keys)}", $"process={i + 1}", $"times={Soak.Times(400)}")).ToList();
        try
        {
            await WorkerProcess.GoTogetherAsync(workers);
            var histories = new Dictionary<string, List<TimedOperation<RegisterOperation>>>(StringComparer.Ordinal);
            foreach (var worker in workers)
            {
                foreach (var line in await worker.FinishAsync())
                {
                    Add(histories, line);
                }
            }

            return histories;
        }
        finally
        {
            foreach (var worker in workers)
            {
                await worker.DisposeAsync();
            }
        }
    }

    private static void Add(Dictionary<string, List<TimedOperation<RegisterOperation>>> histories, string line)
    {
        if (line.Split(' ') is not ["H", var key, var verb, var expected, var value, var outcome, var begin, var end])
        {
            return;
        }

        var call = verb == "READ" ? RegisterCall.Read : outcome == "ok" ? RegisterCall.Swap : RegisterCall.SwapRefused;
        if (!histories.TryGetValue(key, out var history))
        {
            histories[key] = history = [];
        }

        history.Add(new(new(call, Number(expected), Number(value)), Number(begin), Number(end)));
    }

    private static string Around(
        List<TimedOperation<RegisterOperation>> history, TimedOperation<RegisterOperation>? violation) => violation is null
        ? ""
        : " At that time: " +
            string.Join(" | ", history.Where(item => item.Invoked <= violation.Returned && item.Returned >= violation.Invoked).Take(20));

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
