namespace RepoTickets.CommandLine.Reports.Figures;

/// <summary>
/// All that a report is made of. Whatever is computed from it is computed by pure functions, so the same source always gives the same page.
/// </summary>
internal sealed record ReportSource
{
    internal const int DefaultDays = 30;

    /// <summary>The name of the repository's folder.</summary>
    internal required string Project { get; init; }

    /// <summary>The branch that is checked out; empty when unknown.</summary>
    internal string Branch { get; init; } = "";

    /// <summary>When the report is made.</summary>
    internal required DateTimeOffset Now { get; init; }

    /// <summary>The zone in which days begin and times are shown.</summary>
    internal TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>How many days charts over time go back.</summary>
    internal int Days { get; init; } = DefaultDays;

    internal TicketsConfiguration Configuration { get; init; } = new();

    internal IReadOnlyList<Ticket> Tickets { get; init; } = [];

    internal IReadOnlyList<Agent> Agents { get; init; } = [];

    internal IReadOnlyList<AgentTask> Tasks { get; init; } = [];

    /// <summary>Files of tickets that cannot be read: the figures are without them, and the report says so.</summary>
    internal IReadOnlyList<DocumentFault> Faults { get; init; } = [];

    /// <summary>Changes of status that the feed still knows, oldest first.</summary>
    internal IReadOnlyList<StatusChange> StatusChanges { get; init; } = [];

    /// <summary>A clock that stands at <see cref="Now"/>, for the model's own figures.</summary>
    internal TimeProvider Clock => new StandingClock(Now);

    internal DateOnly Today => DayOf(Now);

    internal DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    internal DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant).DateTime);

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();
    }
}

/// <summary>A ticket's status at a commit: what it was, and what it became.</summary>
internal sealed record StatusChange(TicketId Ticket, DateTimeOffset At, TicketStatus From, TicketStatus To);
