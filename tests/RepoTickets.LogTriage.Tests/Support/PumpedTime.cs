using System.Diagnostics;

namespace RepoTickets.LogTriage.Tests.Support;

/// <summary>
/// A clock that leaps to the next timer when nothing else is going on, so that hours of waiting take milliseconds. A leap too early is a
/// legal schedule as well: somebody was slow.
/// </summary>
internal sealed class PumpedTime(int quiet = 50, int pauseMilliseconds = 5) : TimeProvider
{
    private static readonly TimeSpan LongestWork = TimeSpan.FromMilliseconds(100);

    /// <summary>Threads of the pool that are busy for ever, this one included.</summary>
    private static volatile int _kept = 1;

    private static readonly TimeSpan Far = TimeSpan.FromSeconds(5);

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

            if (pauseMilliseconds > 0 && !task.IsCompleted)
            {
                // Where a test says what must happen in which order, a busy machine gets the time that it needs.
                Thread.Sleep(pauseMilliseconds);
                if (ThreadPool.PendingWorkItemCount > 0 || task.IsCompleted)
                {
                    continue;
                }
            }

            if (!task.IsCompleted && IsNextFar())
            {
                // A long leap over work that goes on would look like a time-out of what is only slow here.
                LetWorkEnd();
                if (ThreadPool.PendingWorkItemCount > 0 || task.IsCompleted)
                {
                    continue;
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

            if (watch.Elapsed > TimeSpan.FromMinutes(10))
            {
                throw new TimeoutException("The simulated run does not end.");
            }
        }

        return await task;
    }

    /// <summary>
    /// Until no thread of the pool works but this one, and those that whoever runs the tests keeps for itself, as is found out in the first
    /// moments. Nothing can begin anything then but a timer.
    /// </summary>
    private static void LetWorkEnd()
    {
        var start = Stopwatch.GetTimestamp();
        var fewest = int.MaxValue;
        while (true)
        {
            var working = CountWorking();
            fewest = Math.Min(fewest, working);
            if (working <= _kept)
            {
                _kept = working;
                return;
            }

            if (Stopwatch.GetElapsedTime(start) > LongestWork)
            {
                _kept = fewest;
                return;
            }

            Thread.Yield();
        }
    }

    private static int CountWorking()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        return most - free;
    }

    private bool IsNextFar()
    {
        lock (_gate)
        {
            while (_timers.TryPeek(out var timer, out var place))
            {
                if (timer.Number == place.Number)
                {
                    return place.Due - _now > Far.Ticks;
                }

                _timers.Dequeue();
            }

            return false;
        }
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
