namespace RepoTickets.Events;

/// <summary>Where derived events come from: the follower of the store's feed.</summary>
internal interface IEventFeed
{
    /// <summary>
    /// Opens the feed and says where following begins: events of commits after this position will be handed in, those before never will.
    /// </summary>
    ValueTask<long> OpenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Follows from there and hands in every event, then <see cref="IEventDispatcher.Advance"/> once a commit, until cancelled. What it
    /// throws ends the following and fails those who wait for a position.
    /// </summary>
    Task RunAsync(long afterPosition, IEventDispatcher dispatcher, CancellationToken cancellationToken);
}
