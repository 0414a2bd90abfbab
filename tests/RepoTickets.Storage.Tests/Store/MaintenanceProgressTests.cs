namespace RepoTickets.Storage.Tests.Store;

public sealed class MaintenanceProgressTests
{
    private const int Count = 250;

    [Fact]
    public async Task VerifyAsync_Progress_CountsDocumentsOfAllKinds()
    {
        await using var temporary = await FillAsync();
        await temporary.Store.CommitAsync(new(DocumentChange.Create(new Epic { Id = EpicId.Parse("EPIC-1"), Title = "Epic" })));
        Assert.Equal(
            [
                new(0, Count + 1, MaintenancePhase.Checking), new(100, Count + 1, MaintenancePhase.Checking),
                new(200, Count + 1, MaintenancePhase.Checking), new(Count + 1, Count + 1, MaintenancePhase.Finished),
            ],
            await ListenAsync(async told => await temporary.Maintenance.VerifyAsync(told)));
    }

    /// <summary>The handler stands for another process at the worst moment.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    public async Task VerifyAsync_OthersChangeTicketsMeanwhile_FindsNothing(int done)
    {
        await using var temporary = await FillAsync();
        await using var other = await temporary.OpenAnotherAsync();
        var first = TicketId.Parse("LOGIN-1");
        var second = TicketId.Parse("LOGIN-2");
        var work = new Listener(report =>
        {
            if (report.Phase == MaintenancePhase.Checking && report.Done == done)
            {
                Task.Run(async () =>
                {
                    await other.CreateAsync("Other");
                    await other.UpdateAsync(first, static ticket => ticket with { Title = "Changed" });
                    await other.DeleteAsync(second);
                }).Wait();
            }
        });
        var report = await temporary.Maintenance.VerifyAsync(work);
        Assert.True(report.IsClean, string.Join('\n', report.Findings));
    }

    [Fact]
    public async Task VerifyAsync_EditThatNobodyTookUp_IsStillFound()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync("Login");
        temporary.Write("open/LOGIN-1.yaml", TicketText.Minimal("LOGIN-1"));
        temporary.Write("open/NEW-1.yaml", TicketText.Minimal("NEW-1"));
        var found = (await temporary.Maintenance.VerifyAsync()).Findings.Where(static finding => finding.Code == "stale-index");
        Assert.Equal(["open/LOGIN-1.yaml", "open/NEW-1.yaml"], found.Select(static finding => finding.Path));
    }

    [Fact]
    public async Task RebuildIndexAsync_Progress_CountsTicketsOneCallAtATime()
    {
        await using var temporary = await FillAsync();
        var reports = await ListenAsync(async told => await temporary.Maintenance.RebuildIndexAsync(told));

        Assert.Equal(new(0, Count, MaintenancePhase.Indexing), reports[0]);
        Assert.Equal(new(Count, Count, MaintenancePhase.Finished), reports[^1]);
        Assert.Equal(reports.Select(static report => report.Done).Order(), reports.Select(static report => report.Done));
        Assert.All(reports, static report => Assert.Equal(Count, report.Total));
    }

    [Fact]
    public async Task RepairAsync_Progress_NamesEveryPhase()
    {
        await using var temporary = await FillAsync();
        var reports = await ListenAsync(async told => await temporary.Maintenance.RepairAsync(told));
        MaintenancePhase[] phases = [.. reports.Select(static report => report.Phase).Distinct()];
        Assert.Equal(
            [MaintenancePhase.Mending, MaintenancePhase.Indexing, MaintenancePhase.Checking, MaintenancePhase.Finished], phases);
        Assert.Equal((Count, Count), (reports[^1].Done, reports[^1].Total));
    }

    [Fact]
    public async Task Maintenance_ProgressThatThrows_IsToldOnceAndStopsNothing()
    {
        await using var temporary = await FillAsync();
        var calls = 0;
        var thrower = new Listener(_ =>
        {
            calls++;
            throw new InvalidOperationException("Injected.");
        });
        Assert.True((await temporary.Maintenance.VerifyAsync(thrower)).IsClean);
        Assert.Equal(1, calls);
        Assert.Equal(Count, await temporary.Maintenance.RebuildIndexAsync(thrower));
        Assert.True((await temporary.Maintenance.RepairAsync(thrower)).IsClean);
        Assert.Equal(3, calls);
    }

    private static async Task<TemporaryStore> FillAsync()
    {
        var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CommitAsync(
            new(Enumerable.Range(1, Count).Select(static _ => DocumentChange.Create(new Ticket { Title = "Login" })).ToArray()));
        return temporary;
    }

    private static async Task<List<MaintenanceProgress>> ListenAsync(Func<IProgress<MaintenanceProgress>, Task> run)
    {
        var reports = new List<MaintenanceProgress>();
        var inside = 0;
        await run(new Listener(report =>
        {
            Assert.Equal(1, Interlocked.Increment(ref inside));
            reports.Add(report);
            Interlocked.Decrement(ref inside);
        }));
        return reports;
    }

    private sealed class Listener(Action<MaintenanceProgress> action) : IProgress<MaintenanceProgress>
    {
        public void Report(MaintenanceProgress value) => action(value);
    }
}
