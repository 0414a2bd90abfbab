namespace RepoTickets;

/// <summary>Files keep microseconds: what is made here has no more, so that it is equal to what is read back.</summary>
internal static class Instants
{
    internal static DateTimeOffset Now(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>Whole days from one instant to another, rounded down; 0 when the first is not known.</summary>
    internal static int DaysBetween(DateTimeOffset from, DateTimeOffset to) => from == default ? 0 : (int)Math.Floor((to - from).TotalDays);

    /// <summary>Whole minutes, cut off; 0 when the clock ran backwards.</summary>
    internal static int MinutesBetween(DateTimeOffset from, DateTimeOffset to) =>
        (int)Math.Clamp(Math.Truncate((to - from).TotalMinutes), 0, int.MaxValue);
}
