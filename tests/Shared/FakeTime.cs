using System.Threading.Channels;

namespace RepoTickets.Tests;

/// <summary>
/// A clock that stands still until a test moves it, also backwards. Timers go off when it is moved past them, and a test can wait until the
/// code under test has set one. Thread-safe.
/// </summary>
internal sealed class FakeTime(DateTimeOffset now) : TimeProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly List<FakeTimer> _timers = [];
    private readonly List<TimeSpan> _waits = [];
    private readonly Channel<TimeSpan> _set = Channel.CreateUnbounded<TimeSpan>();
    private DateTimeOffset _now = now;
    private long _timestamp = TimeSpan.FromDays(10).Ticks;

    internal static FakeTime AtNoon() => new(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));

    internal DateTimeOffset Now => GetUtcNow();

    /// <summary>For how long timers were set, in order; also those that have gone off.</summary>
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

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _timestamp;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock. Timestamps, which no correction of a clock changes, never go back.</summary>
    internal void Advance(TimeSpan by)
    {
        List<FakeTimer> due;
        lock (_gate)
        {
            _now += by;
            _timestamp += Math.Max(by.Ticks, 0);
            due = [.. _timers.Where(timer => timer.Due <= _now).OrderBy(static timer => timer.Due)];
            due.ForEach(timer => timer.GoOn(_now));
            _timers.RemoveAll(static timer => timer.Due is null);
        }

        due.ForEach(static timer => timer.Fire());
    }

    /// <summary>Waits until the code under test has set a timer, and says for how long.</summary>
    internal Task<TimeSpan> NextTimerAsync() => _set.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>Waits until the code under test has set a timer, and moves the clock to its end.</summary>
    internal async Task<TimeSpan> EndTimerAsync()
    {
        var length = await NextTimerAsync();
        Advance(length);
        return length;
    }

    private sealed class FakeTimer(FakeTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        internal DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
                (Due, _period) = (null, period);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = time._now + dueTime;
                    time._timers.Add(this);
                    time._waits.Add(dueTime);
                    time._set.Writer.TryWrite(dueTime);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                Due = null;
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        /// <summary>One that is periodic goes off once, however far the clock was moved.</summary>
        internal void GoOn(DateTimeOffset now) => Due = _period > TimeSpan.Zero ? now + _period : null;

        internal void Fire() => callback(state);
    }
}
