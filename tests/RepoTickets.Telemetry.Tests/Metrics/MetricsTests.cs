using RepoTickets.Batch;
using RepoTickets.Workflows;

namespace RepoTickets.Telemetry.Tests.Metrics;

public sealed class MetricsTests
{
    private const string Secret = "c0nfidential";

    [Fact]
    public async Task Store_Used_MeasuresOperationsGroupsLockJournalCacheAndIndex()
    {
        await using var composition = new Composition();
        using var measurements = new Measurements(composition.Meters);
        var ticket = await composition.Store.CreateAsync("Login " + Secret);
        await composition.Store.GetAsync(ticket.Id);
        await composition.Store.SearchAsync("login");
        await composition.Store.QueryAsync("status:open");
        await composition.Store.RefreshAsync();
        var maintenance = composition.Get<IStoreMaintenance>();
        await maintenance.VerifyAsync();
        await maintenance.RebuildIndexAsync();
        var operations = measurements.Of("repotickets.store.operation.duration").Select(static measured => measured.Operation).ToHashSet();
        Assert.Superset(
            new HashSet<string?>
            {
                "store.open", "store.commit", "store.commit_group", "store.get", "store.search", "store.query", "store.refresh",
                "store.verify", "store.rebuild_index",
            },
            operations);
        Assert.Equal(1, Assert.Single(measurements.Of("repotickets.store.commit.group.size")).Value);
        Assert.Single(measurements.Of("repotickets.store.lock.wait.duration"));
        Assert.Single(measurements.Of("repotickets.store.journal.append.duration"));
        Assert.Equal(1, measurements.Collect("repotickets.store.index.entries"));
        Assert.Equal(1, measurements.Collect("repotickets.store.position"));
        Assert.InRange(measurements.Collect("repotickets.store.journal.written"), 100, 10_000);
        Assert.InRange(measurements.Collect("repotickets.store.cache.hits"), 1, 100);
        Assert.All(measurements.All, static measured => Assert.DoesNotContain(
            measured.Tags.Values,
            static value =>
                value is string text &&
                    (text.Contains(Secret, StringComparison.OrdinalIgnoreCase) || text.Contains("-1", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Commit_ThatIsRefused_IsAnErrorByTypeAndACancelledOneIsNone()
    {
        await using var composition = new Composition();
        using var measurements = new Measurements(composition.Meters);
        var ticket = await composition.Store.CreateAsync("Login");
        await composition.Store.UpdateAsync(ticket.Id, static t => t with { Title = "Other" });
        await Assert.ThrowsAsync<VersionConflictException>(
            async () => await composition.Store.CommitAsync(new(DocumentChange.Update(ticket with { Title = "Third" }))));
        Assert.Equal("RepoTickets.VersionConflictException", Assert.Single(measurements.Of("repotickets.store.operation.errors")).Error);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await composition.Get<IStoreMaintenance>().VerifyAsync(cancellationToken: cancelled.Token));
        Assert.Single(measurements.Of("repotickets.store.operation.errors"));
    }

    [Fact]
    public async Task Cache_Cleared_CountersGoOn()
    {
        await using var composition = new Composition();
        using var measurements = new Measurements(composition.Meters);
        var ticket = await composition.Store.CreateAsync("Login");
        await composition.Store.GetAsync(ticket.Id);
        var before = measurements.Collect("repotickets.store.cache.hits");
        composition.Get<IStoreMaintenance>().ClearCache();
        Assert.Equal(0, composition.Get<IStoreMaintenance>().GetCacheStatistics().Hits);
        Assert.Equal(before, measurements.Collect("repotickets.store.cache.hits"));
        Assert.Equal(0, measurements.Collect("repotickets.store.cache.size"));
    }

    [Fact]
    public async Task Store_Closed_IsNotReadAnyMore()
    {
        var composition = new Composition();
        using var measurements = new Measurements(composition.Meters);
        await composition.Store.CreateAsync("Login");
        await composition.Store.DisposeAsync();
        measurements.Collect("repotickets.store.index.entries");
        Assert.Empty(measurements.Of("repotickets.store.index.entries"));
        await composition.DisposeAsync();
    }

    [Fact]
    public async Task BatchesAgentsAndClaims_Used_AreCountedByOutcome()
    {
        await using var composition = new Composition();
        using var measurements = new Measurements(composition.Meters);
        var ticket = await composition.Store.CreateAsync("Login");
        await composition.Get<IBatchExecutor>().ExecuteAsync(new TicketBatch().Delete(TicketId.Parse("NOWHERE-1")));
        await composition.Get<IBatchExecutor>().ExecuteAsync(new TicketBatch().Create(new Ticket { Title = "New" }));
        await composition.Get<IAgentRegistry>().RegisterAsync(new Agent { Id = AgentId.Parse("AGENT-1"), Name = "One" });
        await composition.Get<ITaskDistributor>().AutoDistributeAsync(
            [
                new() { TicketId = ticket.Id, TaskType = "fix", Description = "" },
                new() { TicketId = TicketId.Parse("NOWHERE-1"), TaskType = "fix", Description = "" },
            ]);
        var claims = composition.Get<IClaims>();
        await using (await claims.TryClaimAsync(ticket.Id, "alice", TimeSpan.FromMinutes(1)))
        {
            Assert.Null(await claims.TryClaimAsync(ticket.Id, "bob", TimeSpan.FromMinutes(1)));
        }

        Assert.Equal(["committed", "refused"], Outcomes("repotickets.batch.runs"));
        Assert.Equal(["granted", "released", "unavailable"], Outcomes("repotickets.claims"));
        Assert.Equal(["assigned", "refused"], Outcomes("repotickets.agents.assignments"));
        Assert.Contains(
            measurements.Of("repotickets.workflows.operation.duration"), static measured => measured.Operation == "agents.distribute");
        Assert.Contains(measurements.Of("repotickets.batch.operation.duration"), static measured => measured.Operation == "batch.run");

        string[] Outcomes(string name) =>

            [
                .. measurements.Of(name)
                    .Select(static measured => (string)measured.Tags["repotickets.outcome"]!)
                    .Order(StringComparer.Ordinal),
            ];
    }
}
