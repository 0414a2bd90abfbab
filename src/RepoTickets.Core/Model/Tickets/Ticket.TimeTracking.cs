namespace RepoTickets;

public sealed partial record Ticket
{
    /// <summary>The longest time that can be added by hand: ten years in minutes.</summary>
    public const int MaximumLogMinutes = 10 * 366 * 24 * 60;

    /// <summary>The active log that began last; null when none is running.</summary>
    public TimeLog? ActiveTimeLog => TimeLogs.Where(static log => log.IsActive).OrderBy(static log => log.StartTime).LastOrDefault();

    /// <summary>
    /// Starts a log, after stopping every one that is running on this ticket. The new one is <c>TimeLogs[^1]</c> of the result.
    /// </summary>
    public Ticket StartTimeTracking(
        string author, IIdentifierGenerator ids, TimeProvider time, string description = "", string entryType = "work")
    {
        ArgumentNullException.ThrowIfNull(author);
        ArgumentNullException.ThrowIfNull(description);
        ArgumentException.ThrowIfNullOrWhiteSpace(entryType);
        var now = Instants.Now(time);
        var log = new TimeLog
        {
            Id = ItemIds.Next(ids, TimeLogs.Select(static existing => existing.Id)),
            StartTime = now,
            Author = author,
            Description = description,
            EntryType = entryType,
            CreatedAt = now,
        };
        return this with { TimeLogs = Stop(static existing => existing.IsActive, now).Add(log), UpdatedAt = now };
    }

    /// <summary>Stops one running log: the one named, or the newest. The same ticket when there is none.</summary>
    public Ticket StopTimeTracking(TimeProvider time, string? timeLogId = null)
    {
        var log = timeLogId is null ? ActiveTimeLog : TimeLogs.FirstOrDefault(existing => existing.IsActive && existing.Id == timeLogId);
        if (log is null)
        {
            return this;
        }

        var now = Instants.Now(time);
        return this with { TimeLogs = Stop(existing => ReferenceEquals(existing, log), now), UpdatedAt = now };
    }

    /// <summary>Stops every running log. The same ticket when there is none.</summary>
    public Ticket StopActiveTimeTracking(TimeProvider time)
    {
        if (ActiveTimeLog is null)
        {
            return this;
        }

        var now = Instants.Now(time);
        return this with { TimeLogs = Stop(static existing => existing.IsActive, now), UpdatedAt = now };
    }

    /// <summary>Adds a time that has been spent: it ends now. The log is <c>TimeLogs[^1]</c> of the result.</summary>
    /// <param name="author">Who worked.</param>
    /// <param name="minutes">Whole minutes, 1 to <see cref="MaximumLogMinutes"/>.</param>
    /// <param name="ids">Gives the log its identifier.</param>
    /// <param name="time">Tells when now is.</param>
    /// <param name="description">What was done.</param>
    /// <param name="entryType">What kind of work it was.</param>
    /// <exception cref="ArgumentOutOfRangeException">The minutes are outside their range.</exception>
    public Ticket AddTimeLog(
        string author, int minutes, IIdentifierGenerator ids, TimeProvider time, string description = "", string entryType = "work")
    {
        ArgumentNullException.ThrowIfNull(author);
        ArgumentNullException.ThrowIfNull(description);
        ArgumentException.ThrowIfNullOrWhiteSpace(entryType);
        ArgumentOutOfRangeException.ThrowIfLessThan(minutes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minutes, MaximumLogMinutes);
        var now = Instants.Now(time);
        var log = new TimeLog
        {
            Id = ItemIds.Next(ids, TimeLogs.Select(static existing => existing.Id)),
            StartTime = now.AddMinutes(-minutes),
            EndTime = now,
            DurationMinutes = minutes,
            Author = author,
            Description = description,
            EntryType = entryType,
            CreatedAt = now,
        };
        return this with { TimeLogs = TimeLogs.Add(log), UpdatedAt = now };
    }

    /// <summary>Hours spent, of one kind of work or of all; running logs count up to now.</summary>
    public double GetTotalHoursSpent(TimeProvider time, string? entryType = null) =>
        TimeLogs.Where(log => entryType is null || log.EntryType == entryType).Sum(log => (long)log.GetMinutes(time)) / 60.0;

    private ValueList<TimeLog> Stop(Predicate<TimeLog> match, DateTimeOffset now) => TimeLogs.Replace(match, log => log.StopAt(now));
}
