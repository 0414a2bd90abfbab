using RepoTickets.Events.Derivation;
using static RepoTickets.Events.Tests.Derivation.Commits;

namespace RepoTickets.Events.Tests.Derivation;

/// <summary>A file may hold a megabyte in any place; an event of it can always be written.</summary>
public sealed class EventTextTests
{
    [Theory]
    [InlineData("\u0001")]
    [InlineData("日")]
    [InlineData("🎉")]
    public void Derive_HugeTextsEverywhere_GivesEventsThatCanBeWritten(string unit)
    {
        var huge = string.Concat(Enumerable.Repeat(unit, 1_000_000 / unit.Length));
        var ticket = new Ticket { Id = TicketId.Parse("A-1"), Title = "A" };
        var changed = ticket with
        {
            Title = huge,
            Assignee = huge,
            Status = TicketStatus.Closed,
            Comments = [new() { Id = huge, Author = huge, Email = huge, Content = huge }],
            JournalEntries = [new() { Id = huge, Author = huge, Content = huge, EntryType = "milestone" }],
            Requirements = [new() { Id = huge, Title = huge }],
            ExpectedResults =
            [
                new() { Id = huge, Description = huge, VerifiedBy = huge, Status = VerificationStatus.Verified },
                new() { Id = "2", Description = huge, Notes = huge, Status = VerificationStatus.Failed },
            ],
            GherkinScenarios = [new() { Id = huge, Title = huge, Status = ScenarioStatus.Failing }],
        };
        var epic = new Epic { Id = EpicId.Parse("E-1"), Title = huge };
        var item = new BacklogItem { Id = BacklogItemId.Parse("I-1"), Title = huge };
        var agent = new Agent { Id = AgentId.Parse("G-1"), Name = huge };
        var task = new AgentTask
        {
            Id = AgentTaskId.Parse("T-1"),
            TicketId = TicketId.FromStored(huge),
            AgentId = AgentId.FromStored(huge),
            TaskType = huge,
            Description = huge,
            ErrorMessage = huge,
        };
        var failed = task with { Status = AgentTaskStatus.Failed };
        var events = CommitEvents.Derive(Of(
            Update(ticket, changed), Create(changed), Delete(changed), Create(epic), Delete(epic),
            Update(epic, epic with { Status = EpicStatus.Completed }),
            Create(item), Delete(item), Update(item, item with { TicketId = ticket.Id }), Create(agent), Delete(agent),
            Update(agent, agent with { LastSeen = Noon }), Create(task), Delete(task), Update(task, failed),
            Update(failed, failed with { AgentId = agent.Id })));
        Assert.Equal(28, events.Count);
        foreach (var made in events)
        {
            var read = EventJson.Default.Read(EventJson.Default.ToBytes(made));
            Assert.True(made.Payload.Equals(read.Payload), $"{made.Type} of {unit}");
        }
    }

    [Fact]
    public void Line_LongText_IsCutBetweenCharacters()
    {
        Assert.Equal(1_000, EventText.Line(new string('x', 1_000)).Length);
        Assert.Equal(new string('x', 999) + "…", EventText.Line(new string('x', 1_001)));
        Assert.Equal(new string('x', 998) + "…", EventText.Line(new string('x', 998) + "🎉🎉"));
    }

    [Fact]
    public void Bound_UsualComment_IsTheSame()
    {
        var comment = new Comment { Id = "1", Author = "ann", Content = new string('x', EventText.TextLength) };
        Assert.Same(comment, EventText.Bound(comment));
    }
}
