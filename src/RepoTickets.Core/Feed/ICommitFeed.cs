namespace RepoTickets;

/// <summary>
/// The ordered history of commits, made by this process and by others, and of external changes that the store took up. Thread-safe.
/// </summary>
public interface ICommitFeed
{
    /// <summary>The position of the newest commit; 0 for a store without commits.</summary>
    ValueTask<long> GetPositionAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// The oldest position that can still be read with <see cref="ReadAsync"/>. Older commits have been dropped by retention.
    /// </summary>
    ValueTask<long> GetOldestPositionAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads commits that are there now, in order.</summary>
    /// <param name="afterPosition">The position to resume after; 0 reads from the beginning.</param>
    /// <param name="maximumCount">How many to return at most; 1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="FeedPositionExpiredException">Commits after this position have been dropped: read the store's state
    /// anew.</exception>
    ValueTask<IReadOnlyList<Commit>> ReadAsync(long afterPosition, int maximumCount = 256, CancellationToken cancellationToken = default);

    /// <summary>
    /// Follows the feed without end: every commit after <paramref name="afterPosition"/>, then each new one as it is made, until cancelled.
    /// </summary>
    /// <exception cref="FeedPositionExpiredException">As for <see cref="ReadAsync"/>.</exception>
    IAsyncEnumerable<Commit> FollowAsync(long afterPosition, CancellationToken cancellationToken = default);
}
