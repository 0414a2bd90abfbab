using RepoTickets.Events.Derivation;
using static RepoTickets.Events.Tests.Derivation.Commits;

namespace RepoTickets.Events.Tests.Derivation;

public sealed class OtherEventsTests
{
    private static readonly Epic Epic = new() { Id = EpicId.Parse("AUTH-1"), Title = "Auth", Status = EpicStatus.Active };
    private static readonly BacklogItem Item = new() { Id = BacklogItemId.Parse("ITEM-1"), Title = "Item" };
    private static readonly Agent Agent = new() { Id = AgentId.Parse("BOT-1"), Name = "Bot" };

    private static readonly AgentTask Task = new()
    {
        Id = AgentTaskId.Parse("TASK-1"),
        TicketId = TicketId.Parse("LOGIN-1"),
        AgentId = AgentId.Parse("BOT-1"),
        TaskType = "code",
        Description = "Write it",
    };

    public static TheoryData<string, Document?, Document?, bool, string> Changes() => new()
    {
        { "epic created", null, Epic, true, "epic.created" },
        { "epic created completed", null, Epic with { Status = EpicStatus.Completed }, true, "epic.created" },
        { "epic changed", Epic, Epic with { Title = "x" }, true, "epic.updated" },
        { "epic completed", Epic, Epic with { Status = EpicStatus.Completed }, true, "epic.completed epic.updated" },
        { "epic completed already", Epic with
        {
            Status = EpicStatus.Completed,
        }, Epic with { Status = EpicStatus.Completed, Title = "x" }, true, "epic.updated" },
        { "epic deleted", Epic, null, true, "epic.deleted" },
        { "epic edited", null, Epic with { Status = EpicStatus.Completed }, false, "epic.updated" },
        { "epic same", Epic, Epic with { }, true, "" },
        { "item created", null, Item, true, "backlog.item.created" },
        { "item changed", Item, Item with { Theme = "x" }, true, "backlog.item.updated" },
        { "item converted", Item, Item with { TicketId = Task.TicketId }, true, "backlog.item.converted backlog.item.updated" },
        { "item deleted", Item, null, true, "backlog.item.deleted" },
        { "item edited", null, Item, false, "backlog.item.updated" },
        { "item same", Item, Item with { }, true, "" },
        { "agent created", null, Agent, true, "agent.registered" },
        { "agent pinged", Agent, Agent with { LastSeen = Noon }, true, "agent.updated" },
        { "agent deleted", Agent, null, true, "agent.removed" },
        { "agent edited", null, Agent, false, "agent.updated" },
        { "agent same", Agent, Agent with { }, true, "" },
        { "task created", null, Task, true, "agent.task.assigned" },
        { "task started", Task, With(AgentTaskStatus.InProgress), true, "agent.task.started agent.task.updated" },
        { "task paused", With(AgentTaskStatus.InProgress), With(AgentTaskStatus.Paused), true, "agent.task.paused agent.task.updated" },
        { "task resumed", With(AgentTaskStatus.Paused), With(AgentTaskStatus.InProgress), true, "agent.task.resumed agent.task.updated" },
        { "task completed", With(
            AgentTaskStatus.InProgress), With(AgentTaskStatus.Completed), true, "agent.task.completed agent.task.updated" },
        { "task failed", Task, With(AgentTaskStatus.Failed), true, "agent.task.failed agent.task.updated" },
        { "task cancelled", Task, With(AgentTaskStatus.Cancelled), true, "agent.task.cancelled agent.task.updated" },
        { "task set back", With(AgentTaskStatus.Failed), Task, true, "agent.task.updated" },
        { "task given on", Task, Task with { AgentId = AgentId.Parse("BOT-2") }, true, "agent.task.assigned agent.task.updated" },
        { "task changed", Task, Task with { Instructions = "x" }, true, "agent.task.updated" },
        { "task deleted", Task, null, true, "agent.task.deleted" },
        { "task edited", null, With(AgentTaskStatus.Completed), false, "agent.task.updated" },
        { "task same", Task, Task with { }, true, "" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Derive_Change_GivesTheseTypes(string name, Document? before, Document? after, bool beforeIsKnown, string expected)
    {
        var key = (before ?? after)!.Key;
        var events = CommitEvents.Derive(Of(new CommittedChange(key, before, after, beforeIsKnown)));
        Assert.True(expected == Types(events), $"{name}: {Types(events)}");
        Assert.All(events, made => Assert.Equal(key, made.Subject));
    }

    [Fact]
    public void Derive_FileUnreadable_IsNoDeletion()
    {
        var keys = (DocumentKey[])[Epic.Key, Item.Key, Agent.Key, Task.Key];
        var events = CommitEvents.Derive(Of([.. keys.Select(static key => Lose(key, null, isUnreadable: true))]));
        Assert.Equal("epic.unreadable backlog.item.unreadable agent.unreadable agent.task.unreadable", Types(events));
        var known = CommitEvents.Derive(Of(Delete(Task) with { IsUnreadable = true }));
        Assert.Equal(new AgentTaskUnreadable(Task.Id, Task.TicketId, Task.AgentId), Assert.Single(known).Payload);
    }

    [Fact]
    public void Derive_Commit_GivesEachEventWhatItSaysOfAll()
    {
        var commit = Of(Create(Epic), Update(Task, With(AgentTaskStatus.Completed)), Delete(Item));
        var events = CommitEvents.Derive(commit);
        Assert.Equal("epic.created agent.task.completed agent.task.updated backlog.item.deleted", Types(events));
        Assert.Equal([1L, 2, 3, 4], events.Select(static made => made.Id.Sequence));
        Assert.All(events, static made =>
        {
            Assert.Equal((42, 0ul), (made.Id.Position, made.Id.Publisher));
            Assert.Equal((Noon, "test", "c", "d"), (made.Time, made.Source, made.CorrelationId, made.CausationId));
            Assert.Empty(made.Metadata);
        });
    }

    [Fact]
    public void Derive_TaskPayloads_CarryWhatHappened()
    {
        var done = With(AgentTaskStatus.Completed) with { ActualDurationMinutes = 12, AgentId = AgentId.Parse("BOT-2") };
        var events = CommitEvents.Derive(Of(Update(Task, done)));
        Assert.Equal(Agent.Id, The<AgentTaskAssigned>(events).FormerAgentId);
        Assert.Equal(12, The<AgentTaskCompleted>(events).DurationMinutes);
        Assert.Equal(["agent_id", "status", "actual_duration_minutes"], The<AgentTaskUpdated>(events).Fields);
    }

    [Fact]
    public void Derive_BatchCommit_EndsWithItsSummary()
    {
        var (a, b, c) = (NewTicket("A-1"), NewTicket("B-1"), NewTicket("C-1"));
        var commit = Of(Create(a), Update(b, b with { Title = "x" }), Update(c, c with { }), Create(Epic), Delete(c)) with
        {
            Source = BatchCommits.Source,
        };
        var events = CommitEvents.Derive(commit);
        Assert.Equal("ticket.created ticket.updated epic.created ticket.deleted batch.committed", Types(events));
        Assert.Equal(new BatchCommitted("c", [a.Id], [b.Id], [c.Id], 42), events[^1].Payload);
        Assert.Null(events[^1].Subject);
        Assert.Equal("", The<BatchCommitted>(CommitEvents.Derive(commit with { CorrelationId = null })).BatchId);
    }

    [Theory]
    [InlineData("Batch")]
    [InlineData("batch ")]
    [InlineData("")]
    public void Derive_CommitOfAnotherSource_HasNoBatchSummary(string source) =>
        Assert.Equal("epic.created", Types(CommitEvents.Derive(Of(Create(Epic)) with { Source = source })));

    [Fact]
    public void Derive_KindThatIsNotKnown_IsPassedOver() =>
        Assert.Empty(CommitEvents.Derive(Of(new CommittedChange(new((DocumentKind)99, "X"), null, null, BeforeIsKnown: false))));

    private static AgentTask With(AgentTaskStatus status) => Task with { Status = status };

    private static Ticket NewTicket(string id) => new() { Id = TicketId.Parse(id), Title = id };
}
