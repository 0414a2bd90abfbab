namespace RepoTickets.Storage;

internal sealed partial class FileTicketStore
{
    public CacheStatistics GetCacheStatistics() => OpenNow().View.Cache.GetStatistics();

    public long ClearCache() => OpenNow().View.Cache.Clear();

    public async ValueTask<int> RebuildIndexAsync(CancellationToken cancellationToken = default)
    {
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return open.RebuildIndex();
    }

    public async ValueTask<VerificationReport> VerifyAsync(CancellationToken cancellationToken = default)
    {
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await open.Verifier.VerifyAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<VerificationReport> RepairAsync(CancellationToken cancellationToken = default)
    {
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await open.Repairer.RepairAsync(cancellationToken).ConfigureAwait(false);
    }
}
