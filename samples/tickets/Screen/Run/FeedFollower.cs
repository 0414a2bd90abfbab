using System.Threading.Channels;
using RepoTickets.CommandLine.Screen.Update;

namespace RepoTickets.CommandLine.Screen.Run;

/// <summary>Tells the screen what is committed, here or elsewhere.</summary>
internal static class FeedFollower
{
    internal static async Task FollowAsync(ITicketStore store, long position, ChannelWriter<ScreenMessage> messages, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var commit in store.Feed.FollowAsync(position, cancellationToken).ConfigureAwait(false))
                {
                    position = commit.Position;
                    messages.TryWrite(new ScreenMessage.StoreChanged(commit.Changes.Select(static change => change.Key).ToHashSet()));
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // That is how following ends.
            }
            catch (FeedPositionExpiredException)
            {
                // So much was committed at once that the feed does not have all of it any more: everything may have changed.
                position = await store.Feed.GetPositionAsync(cancellationToken).ConfigureAwait(false);
                messages.TryWrite(new ScreenMessage.StoreChanged(null));
            }
        }
    }
}
