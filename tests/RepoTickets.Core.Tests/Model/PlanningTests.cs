namespace RepoTickets.Core.Tests.Model;

public sealed class PlanningTests
{
    private readonly FakeTime _time = FakeTime.AtNoon();

    [Fact]
    public void Epic_Progress_CountsItsTicketsOnly()
    {
        var epic = new Epic { Id = EpicId.Parse("E-1"), Title = "e", TicketIds = [TicketId.Parse("A-1"), TicketId.Parse("A-2")] };
        Ticket[] tickets =
        [
            new() { Id = TicketId.Parse("A-1"), Title = "t", Status = TicketStatus.Closed, StoryPoints = 3 },
            new() { Id = TicketId.Parse("A-2"), Title = "t", Status = TicketStatus.Cancelled, StoryPoints = 50 },
            new() { Id = TicketId.Parse("A-3"), Title = "t", EpicId = epic.Id, StoryPoints = 1 },
            new() { Id = TicketId.Parse("A-4"), Title = "t", Status = TicketStatus.Closed, StoryPoints = 9 },
        ];
        var progress = epic.GetProgress(tickets);
        Assert.Equal(new EpicProgress(2, 1, 4, 3), progress);
        Assert.Equal((0.5, 0.75), (progress.TicketShare, progress.StoryPointShare));
        Assert.Equal(0, epic.GetProgress([]).TicketShare);
    }

    [Fact]
    public void Epic_Overdue_OnlyWhileItIsNotDone()
    {
        var epic = new Epic { Id = EpicId.Parse("E-1"), Title = "e", TargetDate = _time.Now.AddSeconds(-1) };
        Assert.True(epic.IsOverdue(_time));
        Assert.False(epic.Complete(_time).IsOverdue(_time));
        Assert.Equal(_time.Now, epic.Complete(_time).CompletedDate);
        Assert.False((epic with { TargetDate = null }).IsOverdue(_time));
    }

    [Theory]
    [InlineData("critical", 80, 3, 474)]
    [InlineData("low", null, null, 140)]
    [InlineData("medium", 0, 0, 240)]
    [InlineData("whenever", 10, 1, 8)]
    public void Backlog_PriorityScore_IsThatOfThePythonPackage(string priority, int? value, int? points, long score)
    {
        var item = new BacklogItem { Title = "i", Priority = TicketPriority.Parse(priority), BusinessValue = value, StoryPoints = points };
        Assert.Equal(score, item.GetPriorityScore(new TicketsConfiguration()));
    }

    [Fact]
    public void Backlog_ReadyForSprint_NeedsAllThree()
    {
        var item = new BacklogItem { Title = "i", Status = BacklogStatus.Groomed, StoryPoints = 1 }
            .AddAcceptanceCriterion(" c ")
            .AddAcceptanceCriterion("c");
        Assert.True(item.IsReadyForSprint);
        Assert.Equal(["c"], item.AcceptanceCriteria);
        Assert.False((item with { StoryPoints = null }).IsReadyForSprint);
        Assert.False((item with { Status = BacklogStatus.New }).IsReadyForSprint);
        Assert.False((item with { AcceptanceCriteria = [] }).IsReadyForSprint);
        Assert.Equal(("S1", "S1"), (item.AssignToSprint("S1").SprintId, item.AssignToSprint("S1").SprintName));
    }
}
