using RepoTickets.Storage;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Benchmarks.Soak;

/// <summary>What must hold when all processes have ended.</summary>
internal sealed class SoakChecks(string folder, SoakFindings findings)
{
    internal static readonly IReadOnlyList<string> Texts =
    [
        "every acknowledged change of every worker is there, and nothing that nobody wrote; steps under way at a kill are there whole or " +
        "not at all",
        "shared tickets count what was acknowledged, and at most what was under way at a kill besides",
        "no file is torn or unreadable, and each ticket has one file in the folder of its state",
        "the feed has no gap, and no commit was taken for an edit by another program",
        "verification finds nothing",
        "no temporary file is left",
        "after rebuilding the index the same tickets are found",
    ];

    internal long Position { get; private set; }

    internal int Tickets { get; private set; }

    internal async Task RunAsync(IReadOnlyList<SlotLedger> ledgers, CounterLedger counters)
    {
        await using var store = await TicketStore.OpenAsync(folder);
        for (var slot = 0; slot < ledgers.Count; slot++)
        {
            ledgers[slot].Meet(await OwnTickets.FindAsync(store, slot));
        }

        var list = await store.ListAsync<Ticket>();
        Tickets = list.Documents.Count;
        foreach (var fault in list.Faults)
        {
            findings.Add(fault.ToString());
        }

        foreach (var ticket in list.Documents.Where(
            static ticket => ticket.Labels.Contains(SoakPlan.CounterLabel) || ticket.Labels.Contains(SoakPlan.ClaimLabel)))
        {
            counters.Meet(ticket.Id.Value, CountingLane.Read(ticket), findings);
        }

        CheckFiles(list.Documents);
        await CheckFeedAsync(store);
        await CheckIndexAsync(store);
    }

    private void CheckFiles(IEnumerable<Ticket> tickets)
    {
        var expected = tickets.Select(
            static ticket => $"{(ticket.Status.IsOpen ? "open" : "closed")}/{ticket.Id}.yaml").ToHashSet(StringComparer.Ordinal);
        var actual = ((string[])["open", "closed"]).SelectMany(name =>
            Directory.GetFiles(Path.Join(folder, ".tickets", name)).Select(path => $"{name}/{Path.GetFileName(path)}")).ToHashSet(
                StringComparer.Ordinal);
        actual.SymmetricExceptWith(expected);
        foreach (var name in actual)
        {
            findings.Add($"{name} is {(expected.Contains(name) ? "missing" : "left over")}");
        }

        foreach (var path in Directory.EnumerateFiles(
            Path.Join(folder, ".tickets"), "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Where(static path => StoreLayout.IsTemporaryName(Path.GetFileName(path))))
        {
            findings.Add($"{path} is a temporary file");
        }
    }

    private async Task CheckFeedAsync(ITicketStore store)
    {
        Position = await store.Feed.GetPositionAsync();
        var expected = await store.Feed.GetOldestPositionAsync();
        while (await store.Feed.ReadAsync(expected - 1, 1_000) is { Count: > 0 } page)
        {
            foreach (var commit in page)
            {
                if (commit.Position != expected++)
                {
                    findings.Add($"the feed has {commit.Position} where {expected - 1} should be");
                }

                if (commit.Source == "external")
                {
                    findings.Add($"commit {commit.Position} was taken for an edit by another program");
                }
            }
        }

        if (expected != Position + 1)
        {
            findings.Add($"the feed ends at {expected - 1}, and the position is {Position}");
        }
    }

    private async Task CheckIndexAsync(ITicketStore store)
    {
        var all = new TicketQuery { Take = 100_000, Order = TicketOrder.Identifier };
        var before = (await store.QueryAsync(all)).Tickets.Select(static summary => (summary.Id, summary.Status)).ToList();
        var maintenance = (IStoreMaintenance)store;
        await maintenance.RebuildIndexAsync();
        if (!before.SequenceEqual((await store.QueryAsync(all)).Tickets.Select(static summary => (summary.Id, summary.Status))))
        {
            findings.Add("the rebuilt index is not the one that was kept");
        }

        foreach (var finding in (await maintenance.VerifyAsync()).Findings)
        {
            findings.Add($"verification: {finding}");
        }
    }
}
