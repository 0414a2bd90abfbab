using RepoTickets.Storage.ProcessTests.Processes;
using RepoTickets.Storage.Worker;
using RepoTickets.Tests;
using Xunit.Abstractions;

namespace RepoTickets.Storage.ProcessTests;

public class SeveralProcessesTests(ITestOutputHelper output)
{
    private const int Processes = 4;

    [Fact]
    public async Task UpdateAsync_FourProcessesOfFourThreads_LoseNoIncrementAndGiveNoIdentifierTwice()
    {
        using var folder = new TestFolder();
        await using var store = await folder.OpenAsync();
        var counters = new List<TicketId>();
        for (var i = 0; i < 5; i++)
        {
            counters.Add((await store.CreateAsync("Counter", static t => t with { Description = StampText.Write(0) })).Id);
        }

        var lines = await RunAsync(folder, "count", i => [$"counters={string.Join(',', counters)}", $"times={Soak.Times(60)}", $"seed={i}"]);

        Assert.DoesNotContain(lines, static line => line.StartsWith("WRONG", StringComparison.Ordinal));
        var added = lines.Where(static line => line.StartsWith("ADDED", StringComparison.Ordinal)).Select(static line => line.Split(' '))
            .ToLookup(static parts => parts[1], static parts => int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture));
        foreach (var counter in counters)
        {
            var ticket = await store.GetRequiredAsync<Ticket>(counter.Key);
            Assert.Equal(added[counter.Value].Sum(), StampText.Read(ticket.Description));
        }

        var created = IdsOf(lines, "CREATED");
        Assert.Equal(created.Count, created.Distinct().Count());
        var left = created.Except(IdsOf(lines, "DELETED")).Concat(counters.Select(static id => id.Value)).Order(StringComparer.Ordinal);
        var listed = await store.ListAsync<Ticket>();
        Assert.Empty(listed.Faults);
        Assert.Equal(left, listed.Documents.Select(static ticket => ticket.Id.Value).Order(StringComparer.Ordinal));
        await StoreChecks.AssertCleanAsync(store, folder);
        await StoreChecks.AssertFeedHasNoExternalChangesAsync(store);
        await store.DisposeAsync();
        await StoreChecks.AssertPythonIndexIsRightAsync(folder);
        output.WriteLine($"{added.Sum(static group => group.Sum())} increments acknowledged, {created.Count} tickets created, {created.Count - listed.Documents.Count + 5} deleted.");
    }

    [Fact]
    public async Task UpdateAsync_TwoProcessesChangeDifferentFields_BothAreKept()
    {
        using var folder = new TestFolder();
        await using var store = await folder.OpenAsync();
        var ticket = await store.CreateAsync("Two fields");

        var fields = new[] { "branch", "assignee" };
        var lines = await RunAsync(folder, "edit", i => [$"ticket={ticket.Id}", $"field={fields[i]}", $"times={Soak.Times(150)}"], processes: 2);

        Assert.DoesNotContain(lines, static line => line.StartsWith("WRONG", StringComparison.Ordinal));
        var last = lines.Where(static line => line.StartsWith("LAST", StringComparison.Ordinal)).Select(static line => line[5..]).Order(StringComparer.Ordinal);
        var found = await store.GetRequiredAsync<Ticket>(ticket.Key);
        Assert.Equal(last, [found.Assignee!, found.Branch]);
        await StoreChecks.AssertCleanAsync(store, folder);
        output.WriteLine($"{lines.Count(static line => line == "CONFLICT")} conflicts were reported after {TicketStoreExtensions.MaximumAttempts} attempts.");
    }

    [Fact]
    public async Task CommitAsync_FourProcessesForSeconds_ShareTheLockFairly()
    {
        using var folder = new TestFolder();
        await using var store = await folder.OpenAsync();

        var lines = await RunAsync(folder, "hammer", i => [$"name=p{i}", $"milliseconds={Soak.Times(5000)}"]);

        var results = lines.Where(static line => line.StartsWith("COMMITS", StringComparison.Ordinal)).Select(static line => line.Split(' ')).ToList();
        var counts = results.ConvertAll(static parts => int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(Processes, counts.Count);
        var share = (double)counts.Min() / counts.Max();
        output.WriteLine($"Commits: {string.Join(", ", counts)}; least to most {share:0.00}; longest waits in ms: {string.Join(", ", results.Select(static parts => parts[2]))}.");
        await StoreChecks.AssertCleanAsync(store, folder);
        await StoreChecks.AssertFeedHasNoExternalChangesAsync(store);
        Assert.True(share >= 0.3, $"The least made {counts.Min()} commits while the most made {counts.Max()}.");
    }

    private static async Task<List<string>> RunAsync(TestFolder folder, string command, Func<int, string[]> values, int processes = Processes)
    {
        var workers = Enumerable.Range(0, processes).Select(i => StoreWorker.Start(command, folder.Path, values(i))).ToList();
        try
        {
            await WorkerProcess.GoTogetherAsync(workers);
            var lines = new List<string>();
            foreach (var worker in workers)
            {
                lines.AddRange(await worker.FinishAsync());
            }

            return lines;
        }
        finally
        {
            foreach (var worker in workers)
            {
                await worker.DisposeAsync();
            }
        }
    }

    private static List<string> IdsOf(List<string> lines, string verb) =>
        [.. lines.Where(line => line.StartsWith(verb, StringComparison.Ordinal)).Select(static line => line.Split(' ')[1])];
}
