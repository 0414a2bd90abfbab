namespace RepoTickets.LogTriage.Http;

/// <summary>
/// Lets at most so many calls begin in any window of time, whatever their number and order, and none while the remote has asked for quiet.
/// Thread-safe. Nothing is held while a caller waits, and a caller who leaves takes nothing along.
/// </summary>
/// <remarks>
/// A call is entered at the moment that it is let through, not when it began to wait, and the times of the last calls are all kept: a
/// window in segments lets more through where segments meet.
/// </remarks>
internal sealed class CallBudget(int calls, TimeSpan window, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly long[] _begun = new long[calls];
    private readonly long _window = Ticks(window, time);
    private long _count;
    private long _quietUntil = long.MinValue;

    /// <summary>Waits for a place.</summary>
    internal async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var wait = TryEnter();
            if (wait <= TimeSpan.Zero)
            {
                return;
            }

            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets no call begin for this long; a shorter quiet does not end a longer one.</summary>
    internal void BeQuiet(TimeSpan length)
    {
        var until = time.GetTimestamp() + Ticks(length, time);
        lock (_gate)
        {
            _quietUntil = Math.Max(_quietUntil, until);
        }
    }

    /// <summary>How long the remote's quiet still lasts; zero when there is none.</summary>
    internal TimeSpan QuietLeft()
    {
        lock (_gate)
        {
            var left = _quietUntil == long.MinValue ? 0 : _quietUntil - time.GetTimestamp();
            return left <= 0 ? TimeSpan.Zero : Span(left);
        }
    }

    /// <returns>How long to wait before the next try; zero when the call may begin and has been entered.</returns>
    private TimeSpan TryEnter()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var slot = (int)(_count % _begun.Length);
            var free = _count < _begun.Length ? long.MinValue : _begun[slot] + _window;
            var earliest = Math.Max(free, _quietUntil);
            if (earliest > now)
            {
                return Span(earliest - now);
            }

            _begun[slot] = now;
            _count++;
            return TimeSpan.Zero;
        }
    }

    /// <summary>At least one millisecond: timers know nothing shorter, and a wait of zero would spin.</summary>
    private TimeSpan Span(long ticks) =>
        TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(ticks * 1000d / time.TimestampFrequency)));

    private static long Ticks(TimeSpan span, TimeProvider time) => (long)Math.Ceiling(span.TotalSeconds * time.TimestampFrequency);
}
