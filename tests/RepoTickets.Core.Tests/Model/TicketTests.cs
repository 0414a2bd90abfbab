namespace RepoTickets.Core.Tests.Model;

public sealed class TicketTests
{
    private readonly FakeTime _time = FakeTime.AtNoon();
    private readonly SeededIds _ids = new();
    private readonly Ticket _ticket = new() { Id = TicketId.Parse("A-1"), Title = "t" };

    [Fact]
    public void Labels_WhenSet_AreTrimmedAndDistinctInTheirOrder()
    {
        Assert.Equal(["b", "a"], (_ticket with { Labels = [" b ", "", "a", "b", "  "] }).Labels);
        Assert.Equal(["b", "c"], (_ticket with { Labels = ["b"] }).AddLabels("c", "b ").Labels);
        Assert.Equal(["c"], (_ticket with { Labels = ["b", "c"] }).RemoveLabels(" b").Labels);
    }

    [Fact]
    public void Equality_SameValuesReadElsewhere_AreEqual()
    {
        var one = new RandomDocuments(5).Ticket();
        var other = new RandomDocuments(5).Ticket() with { Version = DocumentVersion.Of([1]) };
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, other with { Comments = [.. other.Comments, new() { Author = "a", Content = "c" }] });
    }

    [Fact]
    public void AddComment_WithBlanksAround_StripsAndTouches()
    {
        var after = _ticket.AddComment("a", "e", "  text\n", _ids, _time);
        Assert.Equal(("text", _time.Now, _time.Now), (after.Comments[^1].Content, after.Comments[^1].CreatedAt, after.UpdatedAt));
        Assert.Matches("^[0-9a-f]{8}$", after.Comments[^1].Id);
        Assert.Empty(_ticket.Comments);
        Assert.Throws<ArgumentException>(() => _ticket.AddComment("a", "e", " \n", _ids, _time));
    }

    [Fact]
    public void AddComment_GeneratorThatRepeats_EndsWithAnError()
    {
        var after = _ticket.AddComment("a", "e", "one", new SameIds(), _time);
        Assert.Throws<InvalidOperationException>(() => after.AddComment("a", "e", "two", new SameIds(), _time));
    }

    [Theory]
    [InlineData(-1.0, null)]
    [InlineData(double.NaN, null)]
    [InlineData(null, 101)]
    public void AddJournalEntry_OutOfRange_Throws(double? effort, int? percentage)
    {
        var entry = new JournalEntry { Author = "a", Content = "c", EffortSpentHours = effort, CompletionPercentage = percentage };
        Assert.Throws<ArgumentOutOfRangeException>(() => _ticket.AddJournalEntry(entry, _ids, _time));
    }

    [Fact]
    public void AddJournalEntry_WithATakenIdentifier_Throws()
    {
        var after = _ticket.AddJournalEntry(new() { Id = "x", Author = "a", Content = "c" }, _ids, _time);
        Assert.Equal("x", after.JournalEntries[0].Id);
        Assert.Throws<ArgumentException>(() => after.AddJournalEntry(new() { Id = "x", Author = "a", Content = "d" }, _ids, _time));
    }

    [Fact]
    public void TimeTracking_StartTwice_StopsTheFirst()
    {
        var started = _ticket.StartTimeTracking("a", _ids, _time);
        _time.Advance(TimeSpan.FromSeconds(119));
        var second = started.StartTimeTracking("a", _ids, _time, entryType: "review");
        Assert.Equal((1, _time.Now), (second.TimeLogs[0].DurationMinutes, second.TimeLogs[0].EndTime));
        Assert.Equal(second.TimeLogs[1], second.ActiveTimeLog);
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(0.5, second.GetTotalHoursSpent(_time, "review"));
        var stopped = second.StopTimeTracking(_time);
        Assert.Null(stopped.ActiveTimeLog);
        Assert.Same(stopped, stopped.StopTimeTracking(_time));
        Assert.Same(stopped, stopped.StopActiveTimeTracking(_time));
        Assert.Same(second, second.StopTimeTracking(_time, "nobody"));
        Assert.Equal(31 / 60.0, stopped.GetTotalHoursSpent(_time));
    }

    [Fact]
    public void AddTimeLog_Minutes_EndsNow()
    {
        var log = _ticket.AddTimeLog("a", 90, _ids, _time).TimeLogs[0];
        Assert.Equal((_time.Now.AddMinutes(-90), _time.Now, 90), (log.StartTime, log.EndTime, log.GetMinutes(_time)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ticket.AddTimeLog("a", 0, _ids, _time));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ticket.AddTimeLog("a", int.MaxValue, _ids, _time));
    }

    [Fact]
    public void Figures_WithoutItems_HaveTheirDefaults()
    {
        var summary = _ticket.GetRequirementsSummary();
        Assert.Equal(
            (100.0, 0.0, 100.0, false),
            (summary.RequirementsCoverage, summary.TestPassRate, summary.VerificationRate, summary.AcceptanceCriteriaMet));
        Assert.False(_ticket.UpdateAcceptanceCriteriaStatus().AcceptanceCriteriaMet);
    }

    [Fact]
    public void AcceptanceCriteria_EveryKindMustBeComplete()
    {
        var ticket = _ticket
            .AddRequirement(new() { Title = "r", Status = RequirementStatus.Verified }, _ids, _time)
            .AddExpectedResult(new() { Description = "e" }, _ids, _time)
            .AddGherkinScenario(new() { Title = "g", Given = ["x"], Status = ScenarioStatus.Passing }, _ids, _time)
            .AddUserStory(new() { Persona = "p", Goal = "g", Benefit = "b", StoryPoints = 3 }, _ids, _time);
        Assert.False(ticket.UpdateAcceptanceCriteriaStatus().AcceptanceCriteriaMet);
        var verified = ticket.VerifyExpectedResult(ticket.ExpectedResults[0].Id, "me", _time, "fine");
        Assert.True(verified.AcceptanceCriteriaMet);
        Assert.Equal((100.0, 100.0, 3L), (verified.VerificationRate, verified.TestPassRate, verified.TotalStoryPoints));
        Assert.Equal(
            ("me", "fine", _time.Now),
            (verified.ExpectedResults[0].VerifiedBy, verified.ExpectedResults[0].Notes, verified.ExpectedResults[0].VerifiedAt));
        Assert.Throws<ArgumentException>(() => ticket.VerifyExpectedResult("none", "me", _time));
        Assert.Same(verified, verified.RemoveRequirement("none"));
        Assert.Empty(verified.RemoveRequirement(verified.Requirements[0].Id).Requirements);
    }

    [Fact]
    public void Links_Added_AreThereOnce()
    {
        var child = TicketId.Parse("A-2");
        Assert.Equal([child], _ticket.AddChildTicket(child).AddChildTicket(child).ChildTicketIds);
        Assert.Throws<ArgumentException>(() => _ticket.AddChildTicket(_ticket.Id));
        Assert.Throws<ArgumentException>(() => _ticket.SetParentTicket(_ticket.Id));
        Assert.True(_ticket.AssignToEpic(EpicId.Parse("E-1")).IsEpicTicket);
        Assert.False(_ticket.AssignAgent(AgentId.Parse("G")).UnassignAgent().HasAgent);
    }

    [Fact]
    public void Age_UnknownCreation_IsZero()
    {
        Assert.Equal(0, _ticket.GetAgeDays(_time));
        Assert.Equal(2, (_ticket with { CreatedAt = _time.Now.AddDays(-2.9) }).GetAgeDays(_time));
    }

    [Fact]
    public void Summary_OfATicket_HasItsFields()
    {
        var ticket = new RandomDocuments(3).Ticket();
        var summary = TicketSummary.From(ticket);
        Assert.Equal(
            (ticket.Id, ticket.Title, ticket.Status, ticket.Assignee, ticket.EpicId),
            (summary.Id, summary.Title, summary.Status, summary.Assignee, summary.EpicId));
        Assert.Equal(ticket.Labels, summary.Labels);
    }

    private sealed class SameIds : IIdentifierGenerator
    {
        public ulong NextBits() => 42;
    }
}
