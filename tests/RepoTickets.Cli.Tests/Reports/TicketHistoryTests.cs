using RepoTickets.CommandLine.Reports.Figures;
using static RepoTickets.Cli.Tests.Reports.TestSource;

namespace RepoTickets.Cli.Tests.Reports;

public sealed class TicketHistoryTests
{
    [Fact]
    public void FinishedAt_WithKnownChange_IsThatChangeAndNotTheLastUpdate()
    {
        // It was closed five days ago and commented on today.
        var ticket = Ticket("A-1", TicketStatus.Closed, created: 20, updated: 0);
        var history = One(ticket, (5, TicketStatus.Open, TicketStatus.Closed));
        Assert.Equal(Now.AddDays(-5), history.FinishedAt);
    }

    [Fact]
    public void FinishedAt_ClosedReopenedAndClosedAgain_IsTheLastTime()
    {
        var ticket = Ticket("A-1", TicketStatus.Cancelled, created: 20, updated: 1);
        var history = One(
            ticket,
            (9, TicketStatus.Open, TicketStatus.Closed),
            (8, TicketStatus.Closed, TicketStatus.Open),
            (4, TicketStatus.Open, TicketStatus.Closed),
            (2, TicketStatus.Closed, TicketStatus.Cancelled));
        Assert.Equal(Now.AddDays(-4), history.FinishedAt);
        Assert.Equal(TicketStatus.Closed, history.At(Now.AddDays(-8.5)));
        Assert.Equal(TicketStatus.Open, history.At(Now.AddDays(-7)));
        Assert.Null(history.At(Now.AddDays(-21)));
    }

    [Fact]
    public void At_WithoutHistory_IsThePresentStatusOrOpenUntilTheLastUpdate()
    {
        Assert.Equal(TicketStatus.Blocked, One(Ticket("A-1", TicketStatus.Blocked, created: 20)).At(Now.AddDays(-10)));
        var closed = One(Ticket("A-2", TicketStatus.Closed, created: 20, updated: 3));
        Assert.Equal((TicketStatus.Open, TicketStatus.Closed), (closed.At(Now.AddDays(-4)), closed.At(Now.AddDays(-2))));
    }

    [Fact]
    public void At_HistoryEndsBeforeThePresentStatus_ReachesItAtTheLastUpdate()
    {
        var history = One(Ticket("A-1", TicketStatus.Closed, created: 20, updated: 1), (5, TicketStatus.Open, TicketStatus.InProgress));
        Assert.Equal(TicketStatus.InProgress, history.At(Now.AddDays(-2)));
        Assert.Equal(Now.AddDays(-1), history.FinishedAt);
    }

    [Fact]
    public void Flow_OfHandMadeStore_CountsTheEndOfEachDay()
    {
        var source = Of(
            Ticket("A-1", TicketStatus.Closed, created: 20, updated: 2) with { StoryPoints = 3 },
            Ticket("A-2", created: 20) with { StoryPoints = 5 },
            Ticket("A-3", TicketStatus.InProgress, created: 1));
        var flow = FlowFigures.Of(source, TicketHistory.All(source));

        Assert.Equal(8, flow.Days.Count);
        Assert.Equal(new FlowDay(new(2026, 2, 25), 2, 0, 0, 0, 8), flow.Days[0]);
        Assert.Equal(new FlowDay(new(2026, 3, 1), 2, 0, 0, 0, 8), flow.Days[4]);
        Assert.Equal(new FlowDay(new(2026, 3, 2), 1, 0, 0, 1, 5), flow.Days[5]);
        Assert.Equal(new FlowDay(new(2026, 3, 4), 1, 1, 0, 1, 5), flow.Days[7]);
        Assert.Equal(0, flow.Change);
        Assert.Null(flow.Forecast);
    }

    [Fact]
    public void Forecast_WorkShrinks_IsTheDayWhenNothingIsLeft()
    {
        // Three of four are left after seven days: at one in seven days, the three take 21 more.
        var source = Of(
            Ticket("A-1", TicketStatus.Closed, created: 20, updated: 2), Ticket("A-2", created: 20), Ticket("A-3", created: 20),
            Ticket("A-4", created: 20));
        Assert.Equal(new DateOnly(2026, 3, 25), FlowFigures.Of(source, TicketHistory.All(source)).Forecast);
    }

    [Fact]
    public void Flow_OverAChangeOfSummerTime_EndsEachDayAtLocalMidnight()
    {
        // In Santiago, 6 September 2026 begins at one o'clock: midnight does not exist.
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Santiago");
        var now = new DateTimeOffset(2026, 9, 8, 12, 0, 0, TimeSpan.Zero);
        var source = Of(Ticket("A-1") with { CreatedAt = new(2026, 9, 6, 4, 30, 0, TimeSpan.Zero) }) with { Now = now, Zone = zone };
        var flow = FlowFigures.Of(source, TicketHistory.All(source));
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1], flow.Days.Select(static day => day.Left));
        Assert.Equal(new DateOnly(2026, 9, 6), flow.Days[5].Day);
    }

    private static TicketHistory One(Ticket ticket, params (double DaysAgo, TicketStatus From, TicketStatus To)[] changes)
    {
        var source = Of(ticket) with
        {
            StatusChanges =
            [
                .. changes.Select(change => new StatusChange(ticket.Id, Now.AddDays(-change.DaysAgo), change.From, change.To)),
            ],
        };
        return Assert.Single(TicketHistory.All(source));
    }
}
