namespace RepoTickets.Events;

/// <summary>Where reading a log begins. <c>default</c> is the oldest event that is kept.</summary>
public readonly record struct EventLogStart
{
    private EventLogStart(Kind what, long value) => (What, Value) = (what, value);

    internal enum Kind
    {
        Oldest,
        End,
        Number,
        Position,
        Time,
    }

    /// <summary>The oldest event that is kept.</summary>
    public static EventLogStart Oldest => default;

    /// <summary>What is logged from now on.</summary>
    public static EventLogStart End => new(Kind.End, 0);

    internal Kind What { get; }

    internal long Value { get; }

    /// <summary>The events after one with this number.</summary>
    public static EventLogStart After(long number) => new(Kind.Number, Math.Max(0, number) + 1);

    /// <summary>The first event of a commit after this position, and what was logged from there on.</summary>
    public static EventLogStart AfterPosition(long position) => new(Kind.Position, position);

    /// <summary>The first event that happened at this time or later, and what was logged from there on.</summary>
    public static EventLogStart At(DateTimeOffset time) => new(Kind.Time, time.UtcTicks);
}
