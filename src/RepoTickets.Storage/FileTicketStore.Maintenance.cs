using RepoTickets.Storage.Health;
using RepoTickets.Storage.Maintenance;
using RepoTickets.Storage.Opening;
using RepoTickets.Telemetry;

namespace RepoTickets.Storage;

internal sealed partial class FileTicketStore
{
    private const string WhatIsDoneStays = "It stopped there; what it had done before stays done.";

    public CacheStatistics GetCacheStatistics() => OpenNow().View.Cache.GetStatistics();

    public long ClearCache()
    {
        var open = OpenNow();
        var count = open.View.Cache.Clear();
        open.Environment.Observers.CacheCleared(count);
        return count;
    }

    public ValueTask<int> RebuildIndexAsync(
        IProgress<MaintenanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        ExplainAsync(
            StoreOperations.Rebuild,
            (open, _, _) => open.RebuildIndexesAsync(ReporterOf(open, progress)),
            WhatIsDoneStays,
            cancellationToken);

    public ValueTask<VerificationReport> VerifyAsync(
        IProgress<MaintenanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        ExplainAsync(
            StoreOperations.Verify,
            (open, running, token) => NoteFindingsAsync(VerifyAsync(open, ReporterOf(open, progress), token), running),
            "The store could not be verified.",
            cancellationToken);

    public ValueTask<VerificationReport> RepairAsync(
        IProgress<MaintenanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        ExplainAsync(
            StoreOperations.Repair,
            (open, running, token) => NoteFindingsAsync(RepairAsync(open, ReporterOf(open, progress), token), running),
            WhatIsDoneStays,
            cancellationToken);

    internal ValueTask<StoreCondition> ExamineAsync(Func<string, long?> freeSpace, CancellationToken cancellationToken) => ExplainAsync(
        StoreOperations.Examine,
        (open, _, _) => ValueTask.FromResult(StoreCondition.Of(open, freeSpace)),
        NothingRead,
        cancellationToken);

    private static async ValueTask<VerificationReport> NoteFindingsAsync(
        ValueTask<VerificationReport> verification, RunningOperation? running)
    {
        var report = await verification.ConfigureAwait(false);
        running?.Tag("repotickets.findings", report.Findings.Count);
        return report;
    }

    private static MaintenanceReporter ReporterOf(OpenStore open, IProgress<MaintenanceProgress>? progress) =>
        new(progress, open.Environment.Logger);

    private static async ValueTask<VerificationReport> RepairAsync(
        OpenStore open, MaintenanceReporter reporter, CancellationToken cancellationToken)
    {
        try
        {
            await open.PlaceFilesAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RepoTicketsException)
        {
            // What stands in the way is what is to be repaired.
        }

        var report = await open.Repairer.RepairAsync(reporter, cancellationToken).ConfigureAwait(false);
        reporter.Finish();
        return report;
    }

    private static async ValueTask<VerificationReport> VerifyAsync(
        OpenStore open, MaintenanceReporter reporter, CancellationToken cancellationToken)
    {
        await open.PlaceFilesAsync(cancellationToken).ConfigureAwait(false);
        var report = await open.Verifier.VerifyAsync(reporter, cancellationToken).ConfigureAwait(false);
        reporter.Finish();
        return report;
    }
}
