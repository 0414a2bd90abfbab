using System.Globalization;

namespace RepoTickets;

/// <summary>Which time of a ticket is compared.</summary>
public enum TicketTime
{
    /// <summary><see cref="TicketSummary.CreatedAt"/></summary>
    Created,

    /// <summary><see cref="TicketSummary.UpdatedAt"/></summary>
    Updated,
}

/// <summary>Compares a time with an instant.</summary>
public sealed record InstantFilter : TicketFilter
{
    internal InstantFilter(TicketTime time, ComparisonOperator comparison, DateTimeOffset instant)
    {
        Time = time;
        Comparison = ComparisonOperators.Checked(comparison);
        Instant = instant;
    }

    /// <summary>Which time.</summary>
    public TicketTime Time { get; }

    /// <summary>How the ticket's time, on the left, compares.</summary>
    public ComparisonOperator Comparison { get; }

    /// <summary>What it is compared with.</summary>
    public DateTimeOffset Instant { get; }

    /// <inheritdoc/>
    public override bool Matches(TicketSummary summary, string searchText, TicketFilterContext context) =>
        Comparison.Holds((Time == TicketTime.Created ? summary.CreatedAt : summary.UpdatedAt).CompareTo(Instant));

    internal override void Write(QueryWriter writer)
    {
        var instant = Instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
        writer.Raw($"{(Time == TicketTime.Created ? "created" : "updated")}{Comparison.Symbol()}{instant}Z");
    }
}

/// <summary>
/// Compares how long ago a time was. <c>updated&lt;7d</c> is less than seven days ago; times in the future are less than any age.
/// </summary>
public sealed record AgeFilter : TicketFilter
{
    internal static readonly TimeSpan MaximumAge = TimeSpan.FromDays(36_500);

    internal AgeFilter(TicketTime time, ComparisonOperator comparison, TimeSpan age)
    {
        if (ComparisonOperators.Checked(comparison) is ComparisonOperator.Equal or ComparisonOperator.NotEqual)
        {
            throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Ages are compared with <, <=, > or >=.");
        }

        if (age < TimeSpan.Zero || age > MaximumAge)
        {
            throw new ArgumentOutOfRangeException(nameof(age), age, "An age is 0 to 36,500 days.");
        }

        Time = time;
        Comparison = comparison;
        Age = TimeSpan.FromSeconds((long)age.TotalSeconds);
    }

    /// <summary>Which time.</summary>
    public TicketTime Time { get; }

    /// <summary>How the ticket's age, on the left, compares: less, less or equal, greater, greater or equal.</summary>
    public ComparisonOperator Comparison { get; }

    /// <summary>0 to 36,500 days, in whole seconds.</summary>
    public TimeSpan Age { get; }

    /// <inheritdoc/>
    public override bool Matches(TicketSummary summary, string searchText, TicketFilterContext context) =>
        At(context.Now).Matches(summary, searchText, context);

    /// <summary>The same condition as a comparison with an instant, for this moment.</summary>
    public InstantFilter At(DateTimeOffset now)
    {
        var ticks = Math.Max(0, now.UtcTicks - Age.Ticks);
        return new InstantFilter(Time, Comparison.Mirror(), new DateTimeOffset(ticks, TimeSpan.Zero));
    }

    internal override void Write(QueryWriter writer) =>
        writer.Raw($"{(Time == TicketTime.Created ? "created" : "updated")}{Comparison.Symbol()}{Describe((long)Age.TotalSeconds)}");

    private static string Describe(long seconds)
    {
        var (divisor, unit) = seconds switch
        {
            0 => (1, "s"),
            _ when seconds % 86_400 == 0 => (86_400, "d"),
            _ when seconds % 3_600 == 0 => (3_600, "h"),
            _ when seconds % 60 == 0 => (60, "m"),
            _ => (1, "s"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / divisor}{unit}");
    }
}
