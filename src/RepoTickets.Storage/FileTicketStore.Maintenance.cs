using RepoTickets.Storage.Opening;
using RepoTickets.Storage.Health;
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

    public ValueTask<int> RebuildIndexAsync(CancellationToken cancellationToken = default) =>
        ExplainAsync(
            StoreOperations.Rebuild, static (open, _, _) => open.RebuildIndexesAsync(), WhatIsDoneStays, cancellationToken);

    public ValueTask<VerificationReport> VerifyAsync(CancellationToken cancellationToken = default) =>
        ExplainAsync(
            StoreOperations.Verify,
            static (open, running, token) => NoteFindingsAsync(VerifyAsync(open, token), running),
            "The store could not be verified.",
            cancellationToken);

    public ValueTask<VerificationReport> RepairAsync(CancellationToken cancellationToken = default) =>
        ExplainAsync(
            StoreOperations.Repair,
            static (open, running, token) => NoteFindingsAsync(RepairAsync(open, token), running),
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

    private static async ValueTask<VerificationReport> RepairAsync(OpenStore open, CancellationToken cancellationToken)
    {
        try
        {
            await open.PlaceFilesAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RepoTicketsException)
        {
            // What stands in the way is what is to be repaired.
        }

        return await open.Repairer.RepairAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<VerificationReport> VerifyAsync(OpenStore open, CancellationToken cancellationToken)
    {
        await open.PlaceFilesAsync(cancellationToken).ConfigureAwait(false);
        return await open.Verifier.VerifyAsync(cancellationToken).ConfigureAwait(false);
    }
}
