namespace RepoTickets.CommandLine.Reports.Figures;

/// <summary>How fast tickets are finished. Closed and cancelled ones both count, as with the Python package.</summary>
internal sealed record VelocityFigures
{
    internal const int Weeks = 12;
    private const int DaysOfWeek = 7;
    private const int DaysOfMonth = 30;

    internal required int FinishedInWeek { get; init; }

    internal required int FinishedInMonth { get; init; }

    /// <summary>Whole days from creation to the end, averaged over all finished tickets; null without any.</summary>
    internal required double? AverageDays { get; init; }

    /// <summary>The last twelve times seven days, oldest first; the last one ends now.</summary>
    internal required IReadOnlyList<WeekFigures> ByWeek { get; init; }

    internal static VelocityFigures Of(ReportSource source, IReadOnlyList<TicketHistory> histories)
    {
        var finished = histories.Where(static history => history.FinishedAt is not null).ToList();
        var days = finished.Where(static history => history.Ticket.CreatedAt != default)
            .Select(static history => Math.Max(0, Math.Floor((history.FinishedAt!.Value - history.Ticket.CreatedAt).TotalDays)))
            .ToList();
        return new()
        {
            FinishedInWeek = finished.Count(history => history.FinishedAt >= source.Now.AddDays(-DaysOfWeek)),
            FinishedInMonth = finished.Count(history => history.FinishedAt >= source.Now.AddDays(-DaysOfMonth)),
            AverageDays = days.Count == 0 ? null : Math.Round(days.Average(), 1, MidpointRounding.AwayFromZero),
            ByWeek = WeekByWeek(source, histories),
        };
    }

    private static List<WeekFigures> WeekByWeek(ReportSource source, IReadOnlyList<TicketHistory> histories)
    {
        var firstDay = source.Today.AddDays(1 - (Weeks * DaysOfWeek));
        var created = new int[Weeks];
        var finished = new int[Weeks];
        foreach (var history in histories)
        {
            Count(created, history.Ticket.CreatedAt == default ? null : history.Ticket.CreatedAt);
            Count(finished, history.FinishedAt);
        }

        return
        [
            .. Enumerable.Range(0, Weeks)
                .Select(week => new WeekFigures(firstDay.AddDays(week * DaysOfWeek), created[week], finished[week])),
        ];

        void Count(int[] counts, DateTimeOffset? instant)
        {
            var days = instant is { } known ? source.DayOf(known).DayNumber - firstDay.DayNumber : -1;
            if (days >= 0 && days / DaysOfWeek < Weeks)
            {
                counts[days / DaysOfWeek]++;
            }
        }
    }
}

/// <summary>Seven days: how many tickets came, and how many were finished.</summary>
internal sealed record WeekFigures(DateOnly FirstDay, int Created, int Finished);
