using RepoTickets.CommandLine.Reports.Figures;
using static RepoTickets.Cli.Tests.Reports.TestSource;

namespace RepoTickets.Cli.Tests.Reports;

public sealed class FiguresTests
{
    [Fact]
    public void Overview_OfEachStatus_CountsAsThePythonPackage()
    {
        var figures = OverviewFigures.Of(Of(
            Ticket("A-1"),
            Ticket("A-2", TicketStatus.InProgress, assignee: "bob") with { StoryPoints = 3 },
            Ticket("A-3", TicketStatus.Blocked, assignee: null),
            Ticket("A-4", TicketStatus.Closed) with { StoryPoints = 5, EstimatedHours = 2.5 },
            Ticket("A-5", TicketStatus.Cancelled, assignee: " ") with { StoryPoints = 8 },
            Ticket("A-6", TicketStatus.Parse("in-review"))));

        Assert.Equal(
            (6, 4, 1, 1, 1, 1, 1),
            (figures.Total, figures.Open, figures.NotBegun, figures.InProgress, figures.Blocked, figures.Closed, figures.Cancelled));
        Assert.Equal((2, 8L, 5L, 2.5), (figures.People, figures.StoryPoints, figures.StoryPointsClosed, figures.HoursEstimated));
        Assert.Equal(16.7, figures.CompletionRate);
    }

    [Fact]
    public void Overview_RunningTimeLog_CountsUpToNow()
    {
        var log = new TimeLog { Id = "a", StartTime = Now.AddMinutes(-90) };
        var done = new TimeLog { Id = "b", StartTime = Now.AddDays(-1), DurationMinutes = 30 };
        Assert.Equal(2, OverviewFigures.Of(Of(Ticket("A-1") with { TimeLogs = [log, done] })).HoursSpent);
    }

    [Fact]
    public void Risk_OfHandMadeStore_IsWeighedByTheFormula()
    {
        var figures = RiskFigures.Of(Of(
            Ticket("A-1", TicketStatus.Blocked, created: 31),
            Ticket("A-2", priority: TicketPriority.Critical, created: 8, assignee: null),
            Ticket("A-3", priority: TicketPriority.High, created: 7),
            Ticket("A-4", TicketStatus.Closed, TicketPriority.Critical, created: 90, assignee: null)));

        Assert.Equal((1, 1, 1, 1, 1), (figures.Blocked, figures.CriticalOpen, figures.Stale, figures.Unassigned, figures.UrgentWaiting));
        Assert.Equal((20 + 15 + 5 + 3 + 10, "high"), (figures.Score, figures.Level));
    }

    [Theory]
    [InlineData(0, 0, "low")]
    [InlineData(6, 18, "low")]
    [InlineData(7, 21, "medium")]
    [InlineData(16, 48, "medium")]
    [InlineData(17, 51, "high")]
    [InlineData(100, 100, "high")]
    public void Risk_OfUnassignedTickets_HasLevelsAtTwentyAndFifty(int unassigned, int score, string level)
    {
        var figures = RiskFigures.Of(
            Of([.. Enumerable.Range(1, unassigned).Select(static number => Ticket($"A-{number}", assignee: null))]));
        Assert.Equal((score, level), (figures.Score, figures.Level));
    }

    [Fact]
    public void Velocity_OfFinishedTickets_CountsByLastChange()
    {
        var source = Of(
            Ticket("A-1", TicketStatus.Closed, created: 10, updated: 6.9),
            Ticket("A-2", TicketStatus.Cancelled, created: 30, updated: 7.1),
            Ticket("A-3", TicketStatus.Closed, created: 100, updated: 31),
            Ticket("A-4", created: 1));
        var figures = VelocityFigures.Of(source, TicketHistory.All(source));

        // Whole days: 3, 22 and 69.
        Assert.Equal((1, 2, 31.3), (figures.FinishedInWeek, figures.FinishedInMonth, figures.AverageDays));
        Assert.Equal(VelocityFigures.Weeks, figures.ByWeek.Count);
        Assert.Equal(new WeekFigures(new(2026, 2, 26), 1, 0), figures.ByWeek[^1]);
        Assert.Equal(new WeekFigures(new(2026, 2, 19), 1, 2), figures.ByWeek[^2]);
    }

    [Fact]
    public void Velocity_WithoutTickets_HasNoAverage()
    {
        var figures = VelocityFigures.Of(Of(), []);
        Assert.Null(figures.AverageDays);
        Assert.All(figures.ByWeek, static week => Assert.Equal((0, 0), (week.Created, week.Finished)));
    }

    [Fact]
    public void Ages_AtTheEdges_FallIntoTheNamedBuckets()
    {
        var days = (double[])[0, 2.9, 3, 7.9, 8, 28.9, 29, 90.9, 91, 4000, -5];
        var source = Of(
            [.. days.Select(static (age, i) => Ticket($"A-{i}", created: age)), Ticket("A-99", TicketStatus.Closed, created: 50)]);
        Assert.Equal([3, 2, 2, 2, 2], Ages.Of(source).Select(static share => share.Count));
    }

    [Fact]
    public void Requirements_OfTwoTickets_AreTakenTogether()
    {
        var figures = RequirementFigures.Of(Of(
            Ticket("A-1") with
            {
                Requirements =
                [
                    new() { Id = "1", Title = "a", Status = RequirementStatus.Verified },
                    new() { Id = "2", Title = "b", Status = RequirementStatus.Implemented }, new() { Id = "3", Title = "c" },
                ],
                UserStories = [new() { Id = "4", Persona = "p", Goal = "g", Benefit = "b", StoryPoints = 5 }],
                AcceptanceCriteriaMet = true,
            },
            Ticket("A-2") with
            {
                GherkinScenarios =
                [
                    new() { Id = "5", Title = "s", Status = ScenarioStatus.Passing },
                    new() { Id = "6", Title = "t", Status = ScenarioStatus.Failing }, new() { Id = "7", Title = "u" },
                ],
                ExpectedResults = [new() { Id = "8", Description = "d", Status = VerificationStatus.Verified }],
            },
            Ticket("A-3")));

        Assert.Equal((2, 3, 2, 66.7), (figures.Tickets, figures.Requirements, figures.RequirementsCovered, figures.Coverage));
        Assert.Equal((33.3, 100, 50, 5L), (figures.PassRate, figures.VerificationRate, figures.AcceptanceRate, figures.StoryPoints));
    }

    [Fact]
    public void Distributions_WithUnknownWordsAndManyPeople_AreOrderedAndBounded()
    {
        var tickets = Enumerable.Range(0, 13).Select(static i => Ticket($"A-{i}", assignee: $"person {i:00}")).ToList();
        tickets.Add(Ticket("B-1", TicketStatus.Parse("zombie"), assignee: null));
        tickets.Add(Ticket("B-2", TicketStatus.Closed, assignee: "person 00"));
        var source = Of([.. tickets]);

        Assert.Equal(
            ["open", "in-progress", "blocked", "closed", "cancelled", "zombie"],
            Distributions.ByStatus(source).Select(static share => share.Name));
        var people = Distributions.ByAssignee(source);
        Assert.Equal(Distributions.MostBars + 1, people.Count);
        Assert.Equal(Distributions.Nobody, people[0].Name);
        Assert.Equal(new Share("(4 more)", 4), people[^1]);
    }
}
