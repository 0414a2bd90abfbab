using System.Runtime.CompilerServices;

namespace RepoTickets.Storage;

/// <summary>Hands out the feed before the store is open: opens it when the feed is first read.</summary>
internal sealed class OpeningFeed(FileTicketStore store) : ICommitFeed
{
    public async ValueTask<long> GetPositionAsync(CancellationToken cancellationToken = default) =>
        await (await store.OpenAsync(cancellationToken).ConfigureAwait(false)).Feed.GetPositionAsync(cancellationToken).ConfigureAwait(
            false);

    public async ValueTask<long> GetOldestPositionAsync(CancellationToken cancellationToken = default) =>
        await (await store.OpenAsync(cancellationToken).ConfigureAwait(false)).Feed.GetOldestPositionAsync(
            cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<RepoTickets.Commit>> ReadAsync(
        long afterPosition, int maximumCount = 256, CancellationToken cancellationToken = default) =>
        await (await store.OpenAsync(cancellationToken).ConfigureAwait(false)).Feed.ReadAsync(
            afterPosition, maximumCount, cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<RepoTickets.Commit> FollowAsync(
        long afterPosition, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var open = await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var commit in open.Feed.FollowAsync(afterPosition, cancellationToken).ConfigureAwait(false))
        {
            yield return commit;
        }
    }
}
