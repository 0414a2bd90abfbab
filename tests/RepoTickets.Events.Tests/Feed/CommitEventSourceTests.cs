using Microsoft.Extensions.Logging;
using RepoTickets.Events.Feed;

namespace RepoTickets.Events.Tests.Feed;

public sealed class CommitEventSourceTests : IAsyncDisposable
{
    private const string Closed = "ticket.closed ticket.updated";

    private readonly ScriptedFeed _feed = new();
    private readonly RecordingBus _bus = new();
    private readonly FakeTime _time = FakeTime.AtNoon();
    private readonly RecordingLogger _logger = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CommitEventSource _source;
    private Task _run = Task.CompletedTask;

    public CommitEventSourceTests() => _source = new(_feed, new SeededIds(), _time, _logger);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.WaitAsync(TimeSpan.FromSeconds(30));
        _stop.Dispose();
    }

    [Fact]
    public async Task RunAsync_Commits_AreHandedOnInOrderEachFollowedByItsPosition()
    {
        _feed.Add(2);
        Start(0);
        await _bus.WaitAsync(6);
        _feed.Add();
        await _bus.WaitAsync(9);
        Assert.Equal($"{Closed} >1 {Closed} >2 {Closed} >3", _bus.Steps);
        Assert.Equal(3, _source.Position);
        Assert.Empty(_logger.Entries);
    }

    [Fact]
    public async Task OpenAsync_GivesTheNewestPosition()
    {
        _feed.Add(3);
        Assert.Equal(3, await _source.OpenAsync(CancellationToken.None));
    }

    [Fact]
    public async Task RunAsync_FromAPosition_HandsOnWhatCameAfter()
    {
        _feed.Add(3);
        Start(2);
        await _bus.WaitAsync(3);
        Assert.Equal($"{Closed} >3", _bus.Steps);
    }

    [Fact]
    public async Task RunAsync_Cancelled_ReturnsWithoutAnError()
    {
        Start(0);
        await _stop.CancelAsync();
        await _run.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(_run.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task RunAsync_CancelledInAPause_ReturnsWithoutAnError()
    {
        _feed.Fail(new IOException("broken"));
        Start(0);
        await _time.NextTimerAsync();
        await _stop.CancelAsync();
        await _run.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(_run.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task RunAsync_FeedFails_IsTriedAgainWithLongerAndLongerPauses()
    {
        _feed.Fail([.. Enumerable.Range(0, 11).Select(static _ => new IOException("broken"))]);
        _feed.Add();
        Start(0);
        for (var i = 0; i < 11; i++)
        {
            await _time.EndTimerAsync();
        }

        await _bus.WaitAsync(3);
        Assert.Equal($"{Closed} >1", _bus.Steps);
        Assert.Equal(
            [100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 30000, 30000],
            _time.Waits.Select(static pause => pause.TotalMilliseconds));
        _feed.Fail(new IOException("broken again"));
        await _time.EndTimerAsync();
        _feed.Add();
        await _bus.WaitAsync(6);
        Assert.Equal(100, _time.Waits[^1].TotalMilliseconds);
        Assert.Equal((12, 2), (_logger.Count(2101), _logger.Count(2102)));
    }

    [Fact]
    public async Task RunAsync_DispatcherFailsInsideACommit_GoesOnWithThatEvent()
    {
        _feed.Add(2);
        var failures = 2;
        _bus.OnEvent = made =>
        {
            if (made is { Type: EventTypes.TicketUpdated, Id.Position: 1 } && failures-- > 0)
            {
                throw new InvalidOperationException("full");
            }
        };
        Start(0);
        await _time.EndTimerAsync();
        await _time.EndTimerAsync();
        await _bus.WaitAsync(6);
        Assert.Equal($"{Closed} >1 {Closed} >2", _bus.Steps);
        Assert.Equal([1L, 2, 1, 2], _bus.Events.Select(static made => made.Id.Sequence));
    }

    [Fact]
    public async Task RunAsync_DispatcherIsCancelledByItself_IsAFailureAndNoEnd()
    {
        _feed.Add();
        var first = true;
        _bus.OnEvent = _ =>
        {
            if (first)
            {
                first = false;
                throw new OperationCanceledException();
            }
        };
        Start(0);
        await _time.EndTimerAsync();
        await _bus.WaitAsync(3);
        Assert.Equal($"{Closed} >1", _bus.Steps);
    }

    [Fact]
    public async Task RunAsync_PositionExpired_TellsTheGapAndGoesOnAtTheEnd()
    {
        _feed.Add(9);
        _feed.Oldest = 6;
        Start(2);
        await _bus.WaitAsync(2);
        _feed.Add();
        await _bus.WaitAsync(5);
        Assert.Equal($">9 system.feed.gap {Closed} >10", _bus.Steps);
        var gap = Assert.IsType<FeedGap>(_bus.Events[0].Payload);
        Assert.Equal((2, 9), (gap.From, gap.To));
        var id = _bus.Events[0].Id;
        Assert.Equal((9, 1, false), (id.Position, id.Sequence, id.IsDerived));
        Assert.True(id < _bus.Events[1].Id);
        Assert.Equal(1, _logger.Entries.Count(static entry => entry is { Id: 2100, Level: LogLevel.Warning }));
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task RunAsync_StoreWithLowerPositions_TellsTheGap()
    {
        _feed.Add(3);
        Start(1_000);
        await _bus.WaitAsync(2);
        _feed.Add();
        await _bus.WaitAsync(5);
        Assert.Equal($">3 system.feed.gap {Closed} >4", _bus.Steps);
        Assert.Equal((1_000, 3), (((FeedGap)_bus.Events[0].Payload).From, ((FeedGap)_bus.Events[0].Payload).To));
    }

    [Fact]
    public async Task RunAsync_ExpiresAgainAndAgain_PausesAndTellsOneGap()
    {
        _feed.Add(3);
        _feed.Fail([.. Enumerable.Range(0, 5).Select(static _ => new FeedPositionExpiredException(3, 4))]);
        Start(3);
        for (var i = 0; i < 4; i++)
        {
            await _time.EndTimerAsync();
        }

        _feed.Add();
        await _bus.WaitAsync(9);
        Assert.Equal(1, _bus.Events.Count(static made => made.Type == EventTypes.FeedGap));
        Assert.EndsWith($"{Closed} >4", _bus.Steps, StringComparison.Ordinal);
        Assert.Equal(1, _logger.Count(2100));
        _feed.Fail(new FeedPositionExpiredException(4, 5));
        await _bus.WaitAsync(11);
        Assert.Equal(2, _bus.Events.Count(static made => made.Type == EventTypes.FeedGap));
    }

    [Fact]
    public async Task RunAsync_TheGapCannotBeTold_TriesThatAgain()
    {
        _feed.Add(9);
        _feed.Oldest = 6;
        var first = true;
        _bus.OnEvent = made =>
        {
            if (made is Event<FeedGap> && first)
            {
                first = false;
                throw new InvalidOperationException("full");
            }
        };
        Start(2);
        await _time.EndTimerAsync();
        await _bus.WaitAsync(2);
        Assert.Equal(2, Assert.IsType<FeedGap>(Assert.Single(_bus.Events).Payload).From);
    }

    [Fact]
    public async Task RunAsync_StoreDisposed_EndsWithAWarning()
    {
        _feed.Add();
        _feed.Fail(new ObjectDisposedException("store"));
        Start(0);
        await _run.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1, _logger.Count(2103));
    }

    [Fact]
    public async Task RunAsync_CommitThatCannotBeDerived_IsPassedOverAndLogged()
    {
        // A list of a hostile implementation: deriving throws whenever it is tried.
        var ticket = new Ticket { Id = TicketId.Parse("T-1"), Title = "T" };
        _feed.Add(new Commit(1, default, [new(ticket.Key, ticket, ticket with { Comments = [null!] })]));
        _feed.Add();
        Start(0);
        await _bus.WaitAsync(4);
        Assert.Equal($">1 {Closed} >2", _bus.Steps);
        Assert.Equal(1, _logger.Count(2104));
    }

    private void Start(long after) => _run = Task.Run(() => _source.RunAsync(after, _bus, _stop.Token));
}
