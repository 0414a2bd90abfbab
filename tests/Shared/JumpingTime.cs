namespace RepoTickets.Tests;

/// <summary>
/// A clock for code that waits: a wait ends at once, and the clock shows the time at its end. Timers that are time-outs, known by their
/// length, fire only when the test says so.
/// </summary>
/// <param name="timeout">How long a time-out is; <see cref="Timeout.InfiniteTimeSpan"/> where there are none.</param>
internal sealed class JumpingTime(TimeSpan timeout) : TimeProvider
{
    private static readonly DateTimeOffset Beginning = FakeTime.AtNoon().Now;

    private readonly TimeSpan _timeout = timeout;
    private readonly Lock _gate = new();
    private readonly List<PatientTimer> _patient = [];
    private readonly List<TimeSpan> _waits = [];
    private DateTimeOffset _now = Beginning;

    /// <summary>What was waited for, in order.</summary>
    internal IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_gate)
            {
                return [.. _waits];
            }
        }
    }

    /// <summary>Since the beginning.</summary>
    internal TimeSpan Elapsed => GetUtcNow() - Beginning;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    internal void Advance(TimeSpan by)
    {
        lock (_gate)
        {
            _now += by;
        }
    }

    /// <summary>Lets all time-outs pass.</summary>
    internal void FireTimeouts()
    {
        PatientTimer[] due;
        lock (_gate)
        {
            due = [.. _patient];
            _patient.Clear();
            _now += _timeout;
        }

        foreach (var timer in due)
        {
            timer.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new PatientTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class PatientTimer(JumpingTime time, TimerCallback callback, object? state) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._patient.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                {
                    return true;
                }

                if (dueTime == time._timeout)
                {
                    time._patient.Add(this);
                    return true;
                }

                time._waits.Add(dueTime);
                time._now += dueTime;
            }

            ThreadPool.QueueUserWorkItem(static timer => timer.Fire(), this, preferLocal: false);
            return true;
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                time._patient.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal void Fire() => callback(state);
    }
}
