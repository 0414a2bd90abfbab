using Microsoft.Extensions.Hosting;
using RepoTickets.Mcp.Scope;

namespace RepoTickets.Mcp.Resources;

/// <summary>Follows the store's feed and tells subscribers which tickets changed, whichever process changed them.</summary>
internal sealed class ResourceUpdates(TicketDesk desk, ResourceSubscribers subscribers) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var position = await desk.Store.Feed.GetPositionAsync(stoppingToken).ConfigureAwait(false);
            try
            {
                await foreach (var commit in desk.Store.Feed.FollowAsync(position, stoppingToken).ConfigureAwait(false))
                {
                    await TellAsync(commit, stoppingToken).ConfigureAwait(false);
                }
            }
            catch (FeedPositionExpiredException)
            {
                // This process stood still for so long that commits were dropped: everything may have changed.
                foreach (var subscription in subscribers.All)
                {
                    await subscription.TellAsync(stoppingToken).ConfigureAwait(false);
                }
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
