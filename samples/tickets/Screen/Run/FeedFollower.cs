using System.Threading.Channels;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Screen.Update;

namespace RepoTickets.CommandLine.Screen.Run;

/// <summary>
/// Tells the screen what is committed, here or elsewhere. When the feed fails the screen is told so and the feed is tried again: a list
/// that others change must not go out of date unseen.
/// </summary>
internal sealed class FeedFollower(ITicketStore store, ChannelWriter<ScreenMessage> messages, TimeProvider time)
{
    internal static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    internal static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private TimeSpan _pause = FirstPause;

    /// <summary>Follows until it is cancelled; then it ends without an exception, whatever the feed did.</summary>
    internal async Task FollowAsync(long position, CancellationToken cancellationToken)
    {
        var mayHaveMissed = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                position = mayHaveMissed ? await CatchUpAsync(cancellationToken).ConfigureAwait(false) : position;
                mayHaveMissed = false;
                await foreach (var commit in store.Feed.FollowAsync(position, cancellationToken).ConfigureAwait(false))
                {
                    position = commit.Position;
                    _pause = FirstPause;
                    messages.TryWrite(new ScreenMessage.StoreChanged(commit.Changes.Select(static change => change.Key).ToHashSet()));
                }
            }
            catch (FeedPositionExpiredException) when (!cancellationToken.IsCancellationRequested)
            {
                mayHaveMissed = true;
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                // That is how following ends.
            }
            catch (Exception exception)
            {
                await FailAsync(exception, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>So much was committed at once that the feed does not have all of it any more: everything may have changed.</summary>
    private async Task<long> CatchUpAsync(CancellationToken cancellationToken)
    {
        var position = await store.Feed.GetPositionAsync(cancellationToken).ConfigureAwait(false);
        messages.TryWrite(new ScreenMessage.StoreChanged(null));
        return position;
    }

    /// <summary>Nobody but the user can mend what a feed suffers from, so every failed try is told, ever more rarely.</summary>
    private async Task FailAsync(Exception exception, CancellationToken cancellationToken)
    {
        var reason = Failures.TryExplain(exception, out var failure) ? failure.Message : $"{exception.GetType().Name}: {exception.Message}";
        messages.TryWrite(new ScreenMessage.Refused(
            "What others change is not seen for now ('r' in the list looks at the files); it is tried " +
            $"again in {_pause.TotalSeconds:0} s. {reason}"));
        await Task.Delay(_pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, LongestPause.Ticks));
    }
}
