namespace RepoTickets.Events.Feed;

/// <summary>How long to wait before a failed step is tried again: 100 milliseconds, doubled each time, at most 30 seconds.</summary>
internal static class RetryDelay
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The pause after this many failures in a row, counted from 1.</summary>
    internal static TimeSpan After(int failures)
    {
        var doublings = Math.Clamp(failures - 1, 0, 16);
        var delay = First * (1L << doublings);
        return delay < Longest ? delay : Longest;
    }
}
