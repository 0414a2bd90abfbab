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
        ExplainAsync(static (open, _) => ValueTask.FromResult(open.RebuildIndex()), WhatIsDoneStays, cancellationToken);

    public ValueTask<VerificationReport> VerifyAsync(CancellationToken cancellationToken = default) =>
        ExplainAsync(static (open, token) => open.Verifier.VerifyAsync(token), "The store could not be verified.", cancellationToken);

    public ValueTask<VerificationReport> RepairAsync(CancellationToken cancellationToken = default) =>
        ExplainAsync(static (open, token) => open.Repairer.RepairAsync(token), WhatIsDoneStays, cancellationToken);
}
