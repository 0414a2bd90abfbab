using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using RepoTickets.Storage;
using RepoTickets.Storage.Health;

namespace RepoTickets.Telemetry.Tests.Health;

public sealed class StoreHealthTests
{
    private static readonly StoreCondition Well = new()
    {
        Folder = "/repository/.tickets",
        Tickets = 3,
        Faults = 0,
        Position = 7,
        JournalBytes = 1_000,
        FeedRetentionBytes = 64 << 20,
        FreeBytes = 10L << 30,
        PoisonReason = null,
        JournalIsDamaged = false,
        ReadOnlyReason = null,
        IsReadOnlyByOption = false,
        ConfigurationFault = null,
    };

    [Fact]
    public void Findings_OfAStoreThatIsWell_AreNone() => Assert.Empty(StoreHealthFindings.Of(Well, new()));

    [Fact]
    public void Findings_AtEachThreshold_AreAsTheOptionsSay()
    {
        var options = new StoreHealthOptions { FaultsUnhealthy = 5 };
        Expect(null, Well with { JournalBytes = 128L << 20 });
        Expect(HealthStatus.Degraded, Well with { JournalBytes = (128L << 20) + 1 });
        Expect(HealthStatus.Unhealthy, Well with { JournalBytes = (2L << 30) + 1 });
        Expect(null, Well with { FreeBytes = 512 << 20 });
        Expect(HealthStatus.Degraded, Well with { FreeBytes = (512 << 20) - 1 });
        Expect(HealthStatus.Unhealthy, Well with { FreeBytes = (64 << 20) - 1 });
        Expect(null, Well with { FreeBytes = null });
        Expect(HealthStatus.Degraded, Well with { Faults = 1 });
        Expect(HealthStatus.Unhealthy, Well with { Faults = 5 });
        Expect(HealthStatus.Unhealthy, Well with { PoisonReason = "A flush failed." });
        Expect(HealthStatus.Unhealthy, Well with { JournalIsDamaged = true, ReadOnlyReason = "Damaged." });
        Expect(HealthStatus.Degraded, Well with { ReadOnlyReason = "A newer format." });
        Expect(null, Well with { ReadOnlyReason = "By option.", IsReadOnlyByOption = true });
        Expect(HealthStatus.Degraded, Well with { ConfigurationFault = "config.yaml" });

        void Expect(HealthStatus? status, StoreCondition condition)
        {
            var found = StoreHealthFindings.Of(condition, options).ToList();
            Assert.True(
                status is null ? found.Count == 0 : found.Count == 1 && found[0].Status == status,
                $"{status} for {condition}: {string.Join(' ', found)}");
        }
    }

    [Fact]
    public async Task Check_OfAnOpenStore_IsHealthyWithData()
    {
        await using var composition = new Composition(
            static tickets => tickets.AddStoreHealth(static o => o.FreeSpaceDegraded = o.FreeSpaceUnhealthy = 0));
        await composition.Store.CreateAsync("Login");
        var result = await CheckAsync(composition);
        Assert.Equal(HealthStatus.Healthy, result.Status);
        Assert.Equal((1, 1L), ((int)result.Data["tickets"], (long)result.Data["position"]));
        Assert.InRange((long)result.Data["journal_bytes"], 100, 100_000);
        Assert.True((long)result.Data["free_bytes"] > 0);
    }

    [Fact]
    public async Task Check_WithAFileThatCannotBeRead_IsDegradedAndSaysWhatToDo()
    {
        await using var composition = new Composition(
            static tickets => tickets.AddStoreHealth(static o => o.FreeSpaceDegraded = o.FreeSpaceUnhealthy = 0));
        await composition.Store.CreateAsync("Login");
        await File.WriteAllTextAsync(Path.Combine(composition.Root, "open", "BAD-1.yaml"), "id: [\n");
        await Task.Delay(2_100);
        await composition.Store.RefreshAsync();
        var result = await CheckAsync(composition);
        Assert.Equal(HealthStatus.Degraded, result.Status);
        Assert.Contains("GetFaultsAsync", result.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WithoutAStore_IsTheFailureStatusOfTheRegistration()
    {
        var folder = Directory.CreateTempSubdirectory("no-store-");
        await using var provider = new ServiceCollection()
            .AddRepoTickets(tickets => tickets.AddStorage(folder.FullName).AddStoreHealth())
            .BuildServiceProvider();
        var registration = provider.GetRequiredService<HealthCheckRegistration>();
        var check = registration.Factory(provider);
        Assert.Equal(HealthStatus.Unhealthy, (await check.CheckHealthAsync(new() { Registration = registration })).Status);
        registration.FailureStatus = HealthStatus.Degraded;
        var result = await check.CheckHealthAsync(new() { Registration = registration });
        Assert.Equal(HealthStatus.Degraded, result.Status);
        Assert.Contains("no ticket store", result.Description, StringComparison.Ordinal);
        folder.Delete();
    }

    [Fact]
    public async Task Check_ThatHangs_EndsInTime()
    {
        await using var composition = new Composition();
        await composition.Store.CreateAsync("Login");
        using var release = new ManualResetEventSlim();
        var check = new StoreHealthCheck(
            (FileTicketStore)composition.Store, new StoreHealthOptions { Timeout = TimeSpan.FromMilliseconds(100) }, TimeProvider.System,
            _ =>
            {
                release.Wait();
                return null;
            });
        var result = await check.CheckHealthAsync(new());
        release.Set();
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Contains("within", result.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OutOfRange_AreAllNamedWithBothValues()
    {
        var options = new StoreHealthOptions
        {
            JournalExcessDegraded = -1,
            FreeSpaceUnhealthy = 1L << 35,
            FaultsDegraded = 0,
            Timeout = TimeSpan.Zero,
            FaultsUnhealthy = 2_000_000,
        };
        var result = new StoreHealthOptionsValidator().Validate(null, options);
        Assert.Equal(5, result.Failures!.Count());
        Assert.Contains(result.Failures!, static failure => failure.Contains("FreeSpaceDegraded, 536870912", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddHealth_Twice_RegistersOnceAndTheServiceRunsAll()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        var folder = Directory.CreateTempSubdirectory("health-");
        for (var i = 0; i < 2; i++)
        {
            services.AddRepoTickets(tickets => tickets
                .AddStorage(o => (o.RepositoryPath, o.CreateIfMissing) = (folder.FullName, true)).AddEvents()
                .AddStoreHealth(static o => o.FreeSpaceDegraded = o.FreeSpaceUnhealthy = 0).AddEventsHealth());
        }

        services.AddHealthChecks();
        services.AddOptions<HealthCheckServiceOptions>().Configure<IEnumerable<HealthCheckRegistration>>(static (options, found) =>
        {
            foreach (var registration in found)
            {
                options.Registrations.Add(registration);
            }
        });
        await using (var provider = services.BuildServiceProvider())
        {
            var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
            Assert.Equal(["repotickets.events", "repotickets.store"], report.Entries.Keys.Order());
            Assert.True(
                report.Status == HealthStatus.Healthy, string.Join(' ', report.Entries.Values.Select(static entry => entry.Description)));
        }

        folder.Delete(recursive: true);
    }

    private static Task<HealthCheckResult> CheckAsync(Composition composition)
    {
        var registration = composition.Get<HealthCheckRegistration>();
        return registration.Factory(composition.Get<IServiceProvider>()).CheckHealthAsync(new() { Registration = registration });
    }
}
