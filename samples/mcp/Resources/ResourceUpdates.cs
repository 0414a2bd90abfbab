using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RepoTickets.Mcp.Scope;

namespace RepoTickets.Mcp.Resources;

/// <summary>
/// Follows the store's feed and tells subscribers which tickets changed, whichever process changed them. What goes wrong meanwhile ends
/// neither this nor the server: it is logged, and after a pause the feed is followed from where it stood.
/// </summary>
internal sealed class ResourceUpdates(
    TicketDesk desk, ResourceSubscribers subscribers, TimeProvider time, ILogger<ResourceUpdates> logger) : BackgroundService
{
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>After which commit the feed goes on; null for after the newest.</summary>
    private long? _position;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                ResourceLog.Failed(logger, Pause.TotalSeconds, exception);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(false);
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        _position ??= await desk.Store.Feed.GetPositionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await foreach (var commit in desk.Store.Feed.FollowAsync(_position.Value, cancellationToken).ConfigureAwait(false))
            {
                // A commit that cannot be told of is not tried again: the next ones would never come.
                _position = commit.Position;
                await TellAsync(commit, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (FeedPositionExpiredException)
        {
            // This process stood still for so long that commits were dropped: everything may have changed.
            _position = null;
            foreach (var subscription in subscribers.All)
            {
                await subscription.TellAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task TellAsync(Commit commit, CancellationToken cancellationToken)
    {
        foreach (var change in commit.Changes)
        {
            if (change.Key.Kind != DocumentKind.Ticket || !TicketId.TryParse(change.Key.Id, out var id) || !IsOrWasVisible(change))
            {
                continue;
            }

            foreach (var subscription in subscribers.Of(id))
            {
                await subscription.TellAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A ticket that leaves the scope is told of once more: reading it then answers that it is not there.</summary>
    private bool IsOrWasVisible(CommittedChange change) =>
        !desk.Scope.IsLimited ||
        (change.Before is Ticket before && desk.Scope.Covers(before)) ||
        (change.After is Ticket after && desk.Scope.Covers(after));
}
