using System.Threading.Channels;
using RepoTickets.CommandLine.Screen.Run;
using RepoTickets.CommandLine.Screen.Update;

namespace RepoTickets.Cli.Tests.Screen;

public sealed class FeedFollowerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<ScreenMessage> _messages = Channel.CreateUnbounded<ScreenMessage>();
    private readonly FakeTime _time = FakeTime.AtNoon();

    [Fact]
    public async Task Follow_OfAFeedThatFails_TellsPausesAndGoesOnWhereItWas()
    {
        var positions = new List<long>();
        using var end = new CancellationTokenSource();
        var following = Follow(
            new FakeFeed(position =>
            {
                positions.Add(position);
                return positions.Count switch
                {
                    1 => FailAfter(Commit(8)),
                    2 => throw new IOException("The disk is gone."),
                    3 => throw new InvalidOperationException("Odd."),
                    _ => [Commit(9)],
                };
            }),
            end.Token);
        Assert.IsType<ScreenMessage.StoreChanged>(await NextAsync());
        await RefusedAsync("Cut short.");
        await EndPauseAsync(FeedFollower.FirstPause);
        await RefusedAsync("The disk is gone.");
        await EndPauseAsync(FeedFollower.FirstPause * 2);
        await RefusedAsync("Odd.");
        await EndPauseAsync(FeedFollower.FirstPause * 4);
        Assert.IsType<ScreenMessage.StoreChanged>(await NextAsync());
        Assert.Equal([7, 8, 8, 8], positions);
        await end.CancelAsync();
        await following.WaitAsync(Patience);
    }

    [Fact]
    public async Task Follow_CancelledInAPause_EndsWithoutAnException()
    {
        using var end = new CancellationTokenSource();
        var following = Follow(new FakeFeed(static _ => throw new IOException("The disk is gone.")), end.Token);
        await RefusedAsync("The disk is gone.");
        await _time.NextTimerAsync();
        await end.CancelAsync();
        await following.WaitAsync(Patience);
    }

    [Fact]
    public async Task Follow_OfAPositionThatIsGone_TellsThatAllMayHaveChanged()
    {
        var asked = 0;
        using var end = new CancellationTokenSource();
        var feed = new FakeFeed(static position => position == 7 ? throw new FeedPositionExpiredException(7, 20) : [Commit(31)])
        {
            Position = () => ++asked == 1 ? throw new IOException("Not just now.") : 30,
        };
        var following = Follow(feed, end.Token);
        await RefusedAsync("Not just now.");
        await EndPauseAsync(FeedFollower.FirstPause);
        Assert.Null(Assert.IsType<ScreenMessage.StoreChanged>(await NextAsync()).Keys);
        Assert.NotNull(Assert.IsType<ScreenMessage.StoreChanged>(await NextAsync()).Keys);
        await end.CancelAsync();
        await following.WaitAsync(Patience);
    }

    [Fact]
    public async Task Follow_OfAFeedThatFailsForLong_PausesAMinuteAtMost()
    {
        using var end = new CancellationTokenSource();
        var following = Follow(new FakeFeed(static _ => throw new IOException("Gone.")), end.Token);
        var longest = TimeSpan.Zero;
        for (var tries = 0; tries < 12; tries++)
        {
            var length = await _time.EndTimerAsync();
            longest = length > longest ? length : longest;
        }

        Assert.Equal(FeedFollower.LongestPause, longest);
        await end.CancelAsync();
        await following.WaitAsync(Patience);
    }

    private static Commit Commit(long position) => new(position, ScreenStates.Now, [new(new(DocumentKind.Ticket, "LOGIN-1"), null, null)]);

    private static IEnumerable<Commit> FailAfter(Commit commit)
    {
        yield return commit;
        throw new IOException("Cut short.");
    }

    private Task Follow(FakeFeed feed, CancellationToken cancellationToken) =>
        new FeedFollower(new FakeStore { Feed = feed }, _messages.Writer, _time).FollowAsync(7, cancellationToken);

    private async Task<ScreenMessage> NextAsync() => await _messages.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    private async Task RefusedAsync(string reason) =>
        Assert.Contains(reason, Assert.IsType<ScreenMessage.Refused>(await NextAsync()).Reason, StringComparison.Ordinal);

    private async Task EndPauseAsync(TimeSpan length) => Assert.Equal(length, await _time.EndTimerAsync());
}
