namespace RepoTickets.CommandLine.Reports.Figures;

/// <summary>How many tickets stood where at the end of a day; for the last day, now.</summary>
internal sealed record FlowDay(DateOnly Day, int Open, int InProgress, int Blocked, int Finished, long PointsLeft)
{
    /// <summary>What is left to do.</summary>
    internal int Left => Open + InProgress + Blocked;
}

/// <summary>Burndown and cumulative flow: the same days, looked at in two ways.</summary>
internal sealed record FlowFigures(IReadOnlyList<FlowDay> Days)
{
    /// <summary>How many more tickets are open than at the first day; less than 0 when work shrinks.</summary>
    internal int Change => Days[^1].Left - Days[0].Left;

    /// <summary>
    /// When nothing would be left if the days that are shown went on as they were; null when work does not shrink, or is done, or it would
    /// take over ten years, which is no forecast.
    /// </summary>
    internal DateOnly? Forecast
    {
        get
        {
            if (Change >= 0 || Days[^1].Left == 0)
            {
                return null;
            }

            var days = Math.Ceiling((double)Days[^1].Left * (Days.Count - 1) / -Change);
            return days > 3653 ? null : Days[^1].Day.AddDays((int)days);
        }
    }

    internal static FlowFigures Of(ReportSource source, IReadOnlyList<TicketHistory> histories)
    {
        var days = new List<FlowDay>(source.Days + 1);
        for (var back = source.Days; back >= 0; back--)
        {
            var day = source.Today.AddDays(-back);
            days.Add(At(day, back == 0 ? source.Now : EndOf(day, source.Zone), histories));
        }

        return new(days);
    }

    private static FlowDay At(DateOnly day, DateTimeOffset instant, IReadOnlyList<TicketHistory> histories)
    {
        int open = 0, inProgress = 0, blocked = 0, finished = 0;
        long points = 0;
        foreach (var history in histories)
        {
            if (history.At(instant) is not { } status)
            {
                continue;
            }

            if (!status.IsOpen)
            {
                finished++;
                continue;
            }

            points += history.Ticket.StoryPoints ?? 0;
            if (status == TicketStatus.InProgress)
            {
                inProgress++;
            }
            else if (status == TicketStatus.Blocked)
            {
                blocked++;
            }
            else
            {
                open++;
            }
        }

        return new(day, open, inProgress, blocked, finished, points);
    }

    /// <summary>The last instant of a day, also where a day has 23 or 25 hours.</summary>
    private static DateTimeOffset EndOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).AddTicks(-1);
    }
}
