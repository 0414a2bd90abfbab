namespace RepoTickets.Storage.Locking;

/// <summary>
/// Who waits for the writer lock and since when, in words that all processes share: whoever comes later lets the earlier ones go first.
/// Only fairness rests on it. A waiter that died, or that the machine does not let run, is passed over after some milliseconds, so nobody
/// waits for it; two who take one place at the same moment find out when they next look.
/// </summary>
internal sealed class WaitingLine(SharedState shared, TimeProvider timeProvider)
{
    /// <summary>How many processes can wait in order; more wait without one.</summary>
    internal const int Places = 16;

    // A waiter looks every four milliseconds at least. One that did not for this long would hold up those who can go on.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMilliseconds(12);

    private static int _lines;

    // Unique in this process; another process has another number in front.
    private readonly long _owner = ((long)Environment.ProcessId << 32) | (uint)Interlocked.Increment(ref _lines);
    private int _place = -1;

    /// <summary>Somebody who still looks has waited longer.</summary>
    internal bool HasEarlier(long since)
    {
        for (var place = 0; place < Places; place++)
        {
            var waiter = shared.GetWaiter(place);
            if (waiter.Since != 0 && waiter.Owner != _owner && waiter.Since < since && IsAlive(waiter))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Says that this process waits, and still does.</summary>
    internal void Stand(long since)
    {
        if (_place < 0 || shared.GetWaiter(_place).Owner != _owner)
        {
            _place = FindPlace();
        }

        if (_place >= 0)
        {
            shared.SetWaiter(_place, new(_owner, since, timeProvider.GetTimestamp()));
        }
    }

    internal void Leave()
    {
        if (_place >= 0 && shared.GetWaiter(_place).Owner == _owner)
        {
            shared.SetWaiter(_place, default);
        }

        _place = -1;
    }

    private int FindPlace()
    {
        for (var place = 0; place < Places; place++)
        {
            if (shared.GetWaiter(place) is var waiter && (waiter.Since == 0 || !IsAlive(waiter)))
            {
                return place;
            }
        }

        return -1;
    }

    // The clock counts from the machine's start, so what an earlier boot left may lie in the future.
    private bool IsAlive(in Waiter waiter) =>
        timeProvider.GetElapsedTime(waiter.Seen, timeProvider.GetTimestamp()).Duration() <= LongestSilence;
}

/// <summary>A process that waits for the writer lock.</summary>
/// <param name="Owner">Who it is.</param>
/// <param name="Since">When it began to wait, by the machine's clock; 0 for nobody.</param>
/// <param name="Seen">When it last looked.</param>
internal readonly record struct Waiter(long Owner, long Since, long Seen);
