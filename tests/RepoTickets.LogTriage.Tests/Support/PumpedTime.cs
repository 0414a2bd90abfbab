using System.Diagnostics;

namespace RepoTickets.LogTriage.Tests.Support;

/// <summary>
/// A clock that leaps to the next timer when nothing else is going on, so that hours of waiting take milliseconds. A leap too early is a
/// legal schedule as well: somebody was slow.
/// </summary>
internal sealed class PumpedTime(int quiet = 50) : TimeProvider
{

    private readonly Lock _gate = new();
    private readonly PriorityQueue<PumpedTimer, (long Due, long Number)> _timers = new();
    private long _now = new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero).Ticks;
    private long _number;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new PumpedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal void Advance(TimeSpan by)
    {
        var target = GetTimestamp() + by.Ticks;
        while (TryTakeTimer(target) is { } timer)
        {
            timer.Fire();
        }

        lock (_gate)
        {
            _now = Math.Max(_now, target);
        }
    }

    /// <summary>Lets time pass until the task has ended.</summary>
    internal async Task<T> RunAsync<T>(Task<T> task)
    {
        var watch = Stopwatch.StartNew();
        while (!task.IsCompleted)
        {
            for (int calm = 0, tries = 0; calm < quiet && tries < 20 * quiet && !task.IsCompleted; calm++, tries++)
            {
                Thread.Yield();
                if (ThreadPool.PendingWorkItemCount > 0)
                {
                    calm = 0;
                }
            }

            if (!task.IsCompleted && TryTakeTimer(long.MaxValue) is { } timer)
            {
                timer.Fire();
            }
            else
            {
                await Task.Yield();
            }

            if (watch.Elapsed > TimeSpan.FromSeconds(60))
            {
                throw new TimeoutException("The simulated run does not end.");
            }
        }

        return await task;
    }

    private PumpedTimer? TryTakeTimer(long latest)
    {
        lock (_gate)
        {
            while (_timers.TryPeek(out var timer, out var place))
            {
                if (timer.Number != place.Number)
                {
                    // Changed or disposed since.
                    _timers.Dequeue();
                    continue;
                }

                if (place.Due > latest)
                {
                    return null;
                }

                _timers.Dequeue();
                _now = Math.Max(_now, place.Due);
                timer.Number = 0;
                return timer;
            }

            return null;
        }
    }

    private sealed class PumpedTimer(PumpedTime time, TimerCallback callback, object? state) : ITimer
    {
        internal long Number { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                Number = dueTime == Timeout.InfiniteTimeSpan ? 0 : ++time._number;
                if (Number > 0)
                {
                    time._timers.Enqueue(this, (time._now + dueTime.Ticks, Number));
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                Number = 0;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        internal void Fire() => callback(state);
    }
}
