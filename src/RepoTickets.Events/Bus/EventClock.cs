namespace RepoTickets.Events;

/// <summary>
/// The time for the stamps of events. Asking the system's clock costs as much as all the rest of a publication, so its answer is reused
/// within one tick of the coarse clock, a few milliseconds; a clock of a test or a host is always asked. Thread-safe.
/// </summary>
internal sealed class EventClock(TimeProvider time)
{
    private readonly bool _isSystem = ReferenceEquals(time, TimeProvider.System);
    private Reading _reading = new(long.MinValue, default);

    internal DateTimeOffset Now
    {
        get
        {
            if (!_isSystem)
            {
                return time.GetUtcNow();
            }

            var tick = Environment.TickCount64;
            var reading = Volatile.Read(ref _reading);
            return reading.Tick == tick ? reading.Time : Refresh(tick);
        }
    }

    private DateTimeOffset Refresh(long tick)
    {
        var reading = new Reading(tick, time.GetUtcNow());
        Volatile.Write(ref _reading, reading);
        return reading.Time;
    }

    private sealed record Reading(long Tick, DateTimeOffset Time);
}
