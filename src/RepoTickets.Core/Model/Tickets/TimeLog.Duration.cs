namespace RepoTickets;

public sealed partial record TimeLog
{
    /// <summary>Still running: it has neither an end nor a duration.</summary>
    public bool IsActive => EndTime is null && DurationMinutes is null;

    /// <summary>
    /// Whole minutes between the two times where both are known (the file's own figure may be stale); else the duration in the file; for an
    /// active log the minutes up to now.
    /// </summary>
    public int GetMinutes(TimeProvider time) => (EndTime, DurationMinutes) switch
    {
        ({ } end, _) => Instants.MinutesBetween(StartTime, end),
        (null, { } minutes) => minutes,
        _ => Instants.MinutesBetween(StartTime, Instants.Now(time)),
    };

    internal TimeLog StopAt(DateTimeOffset end) => this with { EndTime = end, DurationMinutes = Instants.MinutesBetween(StartTime, end) };
}
