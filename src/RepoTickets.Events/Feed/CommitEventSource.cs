using Microsoft.Extensions.Logging;
using RepoTickets.Events.Derivation;

namespace RepoTickets.Events.Feed;

/// <summary>
/// Follows the feed of a store and hands the events that each commit implies to a dispatcher: each once, in order, whatever fails in
/// between. What cannot be followed any more is told as a gap, and what fails is tried again for as long as it takes.
/// </summary>
/// <param name="feed">The feed.</param>
/// <param name="identifiers">Where the mark comes from that tells the gaps of this follower from those of others.</param>
/// <param name="timeProvider">The clock of the pauses.</param>
/// <param name="logger">Is told what goes wrong.</param>
internal sealed class CommitEventSource(ICommitFeed feed, IIdentifierGenerator identifiers, TimeProvider timeProvider, ILogger logger)
{
    // A gap is one of this process, not of the commit: its identifier is that of a published event. Zero would mean a derived one.
    private readonly ulong _publisher = identifiers.NextBits() | 1;
    private long _gaps;

    private long _position;
    private int _failures;

    // How many events of the commit after the position have been handed on: a failure in its middle must not repeat the first ones.
    private int _handedOn;
    private int _startsInside;

    // The feed no longer goes on from the position; the gap is still to be passed.
    private FeedPositionExpiredException? _expired;
    private FeedGap? _untoldGap;

    // Nothing could be read since the last gap: a further expiry that skips no commit belongs to it.
    private bool _isAtGap;

    /// <summary>All events of the commits through here have been handed on, or told as a gap.</summary>
    internal long Position => Volatile.Read(ref _position);

    /// <summary>Opens the feed and says where it is now: where following begins when nobody remembers an earlier place.</summary>
    /// <exception cref="RepoTicketsException">The store cannot be opened.</exception>
    public ValueTask<long> OpenAsync(CancellationToken cancellationToken) => feed.GetPositionAsync(cancellationToken);

    /// <summary>Of the first commit so many events have been handed on before this process: they are not repeated.</summary>
    internal void StartInside(int handedOn) => _startsInside = handedOn;

    /// <summary>
    /// Hands on the events of every commit after a position, until it is cancelled; then it returns. Returns early, after a warning, only
    /// when the store or the dispatcher has been disposed. One call at a time.
    /// </summary>
    public async Task RunAsync(long afterPosition, IEventDispatcher dispatcher, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dispatcher);
        _handedOn = _startsInside;
        Volatile.Write(ref _position, afterPosition);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await PassGapAsync(dispatcher, cancellationToken).ConfigureAwait(false);
                await FollowAsync(dispatcher, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (ObjectDisposedException exception)
            {
                FeedLog.Closed(logger, Position, exception);
                return;
            }
            catch (Exception exception)
            {
                if (!await PauseAsync(exception, cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
    }

    private async Task FollowAsync(IEventDispatcher dispatcher, CancellationToken cancellationToken)
    {
        await foreach (var commit in feed.FollowAsync(Position, cancellationToken).ConfigureAwait(false))
        {
            await HandOnAsync(commit, dispatcher, cancellationToken).ConfigureAwait(false);
            _isAtGap = false;
            if (_failures > 0)
            {
                FeedLog.Recovered(logger, _failures);
                _failures = 0;
            }
        }
    }

    private async Task HandOnAsync(Commit commit, IEventDispatcher dispatcher, CancellationToken cancellationToken)
    {
        var events = Derive(commit);
        for (; _handedOn < events.Count; _handedOn++)
        {
            await dispatcher.DispatchAsync(events[_handedOn], cancellationToken).ConfigureAwait(false);
        }

        Advance(commit.Position, dispatcher);
    }

    /// <summary>
    /// Deriving is a pure function: what it throws once it throws always, and trying again would hold up all later commits.
    /// </summary>
    private IReadOnlyList<Event> Derive(Commit commit)
    {
        try
        {
            return CommitEvents.Derive(commit);
        }
        catch (Exception exception)
        {
            FeedLog.NotDerived(logger, commit.Position, exception);
            return [];
        }
    }

    private async Task PassGapAsync(IEventDispatcher dispatcher, CancellationToken cancellationToken)
    {
        if (_expired is { } expired)
        {
            var current = await feed.GetPositionAsync(cancellationToken).ConfigureAwait(false);
            if (!_isAtGap || current != Position)
            {
                _untoldGap = new(_untoldGap?.From ?? Position, current, expired.Message);
            }

            _isAtGap = true;
            _expired = null;
            Advance(current, dispatcher);
        }

        if (_untoldGap is { } untold)
        {
            FeedLog.Gap(logger, untold.From, untold.To, untold.Reason);
            await dispatcher.DispatchAsync(ToEvent(untold), cancellationToken).ConfigureAwait(false);
            _untoldGap = null;
            _gaps++;
        }
    }

    private Event<FeedGap> ToEvent(FeedGap gap) => new(gap)
    {
        Id = new(Position, _gaps + 1, _publisher),
        Type = EventTypes.FeedGap,
        Time = timeProvider.GetUtcNow(),
        Source = "events",
    };

    private void Advance(long position, IEventDispatcher dispatcher)
    {
        Volatile.Write(ref _position, position);
        _handedOn = 0;
        dispatcher.Advance(position);
    }

    /// <summary>False when it was cancelled.</summary>
    private async Task<bool> PauseAsync(Exception exception, CancellationToken cancellationToken)
    {
        _failures++;
        if (exception is FeedPositionExpiredException expired)
        {
            _expired = expired;
            if (_failures == 1)
            {
                return true;
            }
        }

        var delay = RetryDelay.After(_failures);
        FeedLog.WillRetry(logger, Position, _failures, delay, exception);
        try
        {
            await Task.Delay(delay, timeProvider, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
