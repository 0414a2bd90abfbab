namespace RepoTickets.Storage;

internal sealed partial class FileTicketStore
{
    public CacheStatistics GetCacheStatistics() => OpenNow().View.Cache.GetStatistics();

    public long ClearCache() => OpenNow().View.Cache.Clear();

    public async ValueTask<int> RebuildIndexAsync(CancellationToken cancellationToken = default)
    {
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return Explain(static opened => opened.RebuildIndex(), open);
    }

    public async ValueTask<VerificationReport> VerifyAsync(CancellationToken cancellationToken = default)
    {
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await ExplainAsync(open.Verifier.VerifyAsync(cancellationToken)).ConfigureAwait(false);
    }

    public async ValueTask<VerificationReport> RepairAsync(CancellationToken cancellationToken = default)
    {
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await ExplainAsync(open.Repairer.RepairAsync(cancellationToken)).ConfigureAwait(false);
    }
}
