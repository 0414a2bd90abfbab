using System.Diagnostics;

namespace RepoTickets.LogTriage.Tests.Support;

/// <summary>
/// A clock that leaps to the next timer when nothing else is going on, so that hours of waiting take milliseconds. It waits for that as
/// long as the machine needs, so that how busy it is makes no difference.
/// </summary>
/// <param name="impatience">
/// Null for a clock that never leaps over work. Else it sometimes does, as chance says: somebody was slow, which is a legal schedule as
/// well.
/// </param>
internal sealed class PumpedTime(Random? impatience = null) : TimeProvider
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(10);

    /// <summary>Of real time, in which nobody works and there is nothing to wait for.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

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

    /// <summary>While it is false, the clock never leaps over work.</summary>
    internal bool IsImpatient { get; set; } = impatience is not null;

    /// <summary>Lets time pass until the task has ended.</summary>
    internal async Task<T> RunAsync<T>(Task<T> task)
    {
        // On a thread of its own, so that whoever waits holds none of the pool.
        await Task.Factory.StartNew(() => Pump(task), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return await task;
    }

    private void Pump(Task task)
    {
        var (run, silence) = (Stopwatch.StartNew(), Stopwatch.StartNew());
        while (!task.IsCompleted)
        {
            if (run.Elapsed > LongestRun)
            {
                throw new TimeoutException("The simulated run does not end.");
            }

            if (!QuietProcess.Becomes() && !LosesPatience())
            {
                silence.Restart();
            }
            else if (!task.IsCompleted && TryTakeTimer(long.MaxValue) is { } timer)
            {
                silence.Restart();
                timer.Fire();
            }
            else if (silence.Elapsed > LongestSilence)
            {
                throw new TimeoutException("Nobody works, and there is nothing to wait for: the simulated run is stuck.");
            }
            else
            {
                // What is waited for is outside of the simulation.
                Thread.Sleep(1);
            }
        }
    }

    private bool LosesPatience() => IsImpatient && impatience!.Next(10) == 0;

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
