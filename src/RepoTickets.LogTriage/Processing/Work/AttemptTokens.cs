namespace RepoTickets.LogTriage.Processing;

/// <summary>
/// The tokens of one attempt. One is cancelled by the time-out and by the end of the run at once; the other, for the call that files a
/// ticket, leaves that call a moment to end when the run is cancelled, because a call that is cut leaves a question open.
/// </summary>
/// <remarks>
/// The time-out is for what others do. Waiting for a limit of our own is no part of it: meanwhile its clock stands still, which code far
/// below an attempt asks for by <see cref="PauseCurrent"/>.
/// </remarks>
internal sealed class AttemptTokens : IDisposable
{
    private static readonly AsyncLocal<AttemptTokens?> Current = new();

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _both;
    private readonly CancellationTokenSource _grace;
    private readonly CancellationTokenSource _filing;
    private readonly CancellationTokenRegistration _registration;
    private TimeSpan _left;
    private long _since;
    private int _pauses;
    private bool _isDisposed;

    internal AttemptTokens(TimeSpan timeout, TimeProvider time, CancellationToken run)
    {
        _time = time;
        _left = timeout;
        _since = time.GetTimestamp();
        _timeout = new CancellationTokenSource(timeout, time);
        _both = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, run);

        // Never longer than the time-out: when the call has surely ended is written down before it is made.
        _grace = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _filing = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, _grace.Token);
        _registration = run.UnsafeRegister(static state => ((CancellationTokenSource)state!).CancelAfter(Grace), _grace);
    }

    internal CancellationToken Token => _both.Token;

    /// <summary>For the call that files the ticket.</summary>
    internal CancellationToken Filing => _filing.Token;

    /// <summary>When the time-out comes, if the clock does not stand still any more.</summary>
    internal DateTimeOffset EndsAt
    {
        get
        {
            lock (_gate)
            {
                // In this order: rather too late than too early.
                var left = _pauses > 0 ? _left : _left - _time.GetElapsedTime(_since);
                return _time.GetUtcNow() + left;
            }
        }
    }

    internal bool HasTimedOut => _timeout.IsCancellationRequested;

    /// <summary>What is called from here on belongs to this attempt; null for none. Holds until the calling async method returns.</summary>
    internal static void Enter(AttemptTokens? attempt) => Current.Value = attempt;

    /// <summary>Stops the clock of the attempt that this is called for, until the result is disposed of.</summary>
    internal static Pause PauseCurrent()
    {
        Current.Value?.Hold();
        return new(Current.Value);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
        }

        _registration.Dispose();
        _filing.Dispose();
        _grace.Dispose();
        _both.Dispose();
        _timeout.Dispose();
    }

    private void Hold()
    {
        lock (_gate)
        {
            if (_pauses++ > 0 || _isDisposed)
            {
                return;
            }

            _left -= _time.GetElapsedTime(_since);
            _timeout.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    private void GoOn()
    {
        lock (_gate)
        {
            if (--_pauses > 0 || _isDisposed)
            {
                return;
            }

            _since = _time.GetTimestamp();
            _timeout.CancelAfter(_left > TimeSpan.Zero ? _left : TimeSpan.Zero);
        }
    }

    /// <summary>The clock of an attempt stands still.</summary>
    internal readonly struct Pause(AttemptTokens? attempt) : IDisposable
    {
        public void Dispose() => attempt?.GoOn();
    }
}
