using RepoTickets.Events.Derivation;
using static RepoTickets.Events.Tests.Derivation.Commits;

namespace RepoTickets.Events.Tests.Derivation;

public sealed class TicketEventsTests
{
    private static readonly Ticket Plain = new()
    {
        Id = TicketId.Parse("LOGIN-1"),
        Title = "Login",
        CreatedAt = Noon.AddDays(-2),
        UpdatedAt = Noon.AddDays(-1),
        Comments = [new() { Id = "00000001", Author = "ann", Content = "old", CreatedAt = Noon.AddDays(-1) }],
    };

    public static TheoryData<string, Func<Ticket, Ticket>, Func<Ticket, Ticket>, string> Changes() => new()
    {
        { "nothing", Same, Same, "" },
        { "title", Same, static t => t with { Title = "Sign in" }, "ticket.updated" },
        { "closed", Same, static t => t with { Status = TicketStatus.Closed }, "ticket.closed ticket.updated" },
        { "cancelled", Same, static t => t with { Status = TicketStatus.Cancelled }, "ticket.closed ticket.updated" },
        { "begun", Same, static t => t with { Status = TicketStatus.InProgress }, "ticket.updated" },
        { "closed to cancelled", Closed, static t => t with { Status = TicketStatus.Cancelled }, "ticket.updated" },
        { "reopened", Closed, static t => t with { Status = TicketStatus.InProgress }, "ticket.reopened ticket.updated" },
        { "to a status of its own", Closed, static t =>
            t with { Status = TicketStatus.Parse("waiting") }, "ticket.reopened ticket.updated" },
        { "assigned", Same, static t => t with { Assignee = "bob" }, "ticket.assigned ticket.updated" },
        { "unassigned", static t => t with { Assignee = "bob" }, static t => t with { Assignee = null }, "ticket.assigned ticket.updated" },
        { "nobody spelt otherwise", Same, static t => t with { Assignee = "" }, "ticket.updated" },
        { "agent", Same, static t => t with { AssignedAgent = AgentId.Parse("BOT-1") }, "ticket.updated" },
        { "comment", Same, static t => Comment(t, "2"), "ticket.commented ticket.updated" },
        { "two comments", Same, static t => Comment(Comment(t, "2"), "3"), "ticket.commented ticket.commented ticket.updated" },
        { "comment edited", Same, static t =>
            t with { Comments = t.Comments.Replace(static _ => true, static c => c with { Content = "x" }) }, "ticket.updated" },
        { "comment removed", Same, static t => t with { Comments = [] }, "ticket.updated" },
        { "same id again", Same, static t => Comment(t, "00000001"), "ticket.commented ticket.updated" },
        { "without id", static t => Comment(t, ""), static t => Comment(t, ""), "ticket.commented ticket.updated" },
        { "milestone", Same, static t => Journal(t, "milestone"), "milestone.reached ticket.updated" },
        { "progress", Same, static t => Journal(t, "progress"), "ticket.updated" },
        { "requirement", Same, static t => Require(t, RequirementStatus.Draft), "requirement.added ticket.updated" },
        { "requirement verified from the start", Same, static t =>
            Require(t, RequirementStatus.Verified), "requirement.added ticket.updated" },
        { "requirement verified", static t => Require(t, RequirementStatus.Approved), Verify, "requirement.verified ticket.updated" },
        { "requirement verified already", static t =>
            Require(t, RequirementStatus.Verified), static t => Verify(t) with { Title = "x" }, "ticket.updated" },
        { "requirement removed", static t =>
            Require(t, RequirementStatus.Verified), static t => t with { Requirements = [] }, "ticket.updated" },
        { "result verified", static t => Result(t, VerificationStatus.Pending), static t =>
            Result(t, VerificationStatus.Verified), "expected_result.verified ticket.updated" },
        { "result failed", static t => Result(t, VerificationStatus.Verified), static t =>
            Result(t, VerificationStatus.Failed), "expected_result.failed ticket.updated" },
        { "result pending again", static t =>
            Result(t, VerificationStatus.Failed), static t => Result(t, VerificationStatus.Pending), "ticket.updated" },
        { "scenario passes", static t =>
            Scenario(t, ScenarioStatus.Failing), static t => Scenario(t, ScenarioStatus.Passing), "test.passed ticket.updated" },
        { "scenario fails", static t =>
            Scenario(t, ScenarioStatus.Passing), static t => Scenario(t, ScenarioStatus.Failing), "test.failed ticket.updated" },
        { "scenario blocked", static t =>
            Scenario(t, ScenarioStatus.Passing), static t => Scenario(t, ScenarioStatus.Blocked), "ticket.updated" },
        { "new scenario that passes", Same, static t => Scenario(t, ScenarioStatus.Passing), "test.passed ticket.updated" },
        { "new scenario", Same, static t => Scenario(t, ScenarioStatus.Ready), "ticket.updated" },
        {
            "all at once",
            Same,
            static t => Scenario(Require(Comment(t, "2"), RequirementStatus.Draft), ScenarioStatus.Failing) with
            {
                Status = TicketStatus.Closed,
                Assignee = "bob",
            },
            "ticket.closed ticket.assigned ticket.commented requirement.added test.failed ticket.updated"
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Derive_Change_GivesTheseTypes(string name, Func<Ticket, Ticket> prepare, Func<Ticket, Ticket> change, string expected)
    {
        var before = prepare(Plain);
        var events = CommitEvents.Derive(Of(Update(before, change(before))));
        Assert.True(expected == Types(events), $"{name}: {Types(events)}");
    }

    [Fact]
    public void Derive_Creation_GivesCreatedOnlyWhateverTheTicketHas()
    {
        var rich = Require(Scenario(Plain, ScenarioStatus.Passing), RequirementStatus.Verified) with
        {
            Status = TicketStatus.Closed,
            Assignee = "bob",
        };
        var made = Assert.Single(CommitEvents.Derive(Of(Create(rich))));
        Assert.Equal(EventTypes.TicketCreated, made.Type);
        Assert.Equal(new TicketCreated(Plain.Id, "Login", TicketStatus.Closed, TicketPriority.Medium), made.Payload);
    }

    [Fact]
    public void Derive_Deletion_SaysWhatItWas()
    {
        var made = Assert.Single(CommitEvents.Derive(Of(Delete(Plain))));
        Assert.Equal(new TicketDeleted(Plain.Id, "Login", TicketStatus.Open, TicketPriority.Medium), made.Payload);
    }

    [Fact]
    public void Derive_Payloads_CarryBothSides()
    {
        var after = Comment(Journal(Plain, "milestone"), "2") with { Status = TicketStatus.Closed, Assignee = "bob" };
        var events = CommitEvents.Derive(Of(Update(Plain, after)));
        Assert.Equal(TicketStatus.Open, The<TicketClosed>(events).FormerStatus);
        Assert.Equal((null, "bob"), (The<TicketAssigned>(events).From, The<TicketAssigned>(events).To));
        Assert.Equal(after.Comments[^1], The<TicketCommented>(events).Comment);
        Assert.Equal("v1", The<MilestoneReached>(events).Milestone);
        Assert.Equal(["status", "assignee", "comments", "journal_entries"], The<TicketUpdated>(events).Fields);
        Assert.True(The<TicketUpdated>(events).FieldsAreComplete);
    }

    [Fact]
    public void Derive_EditWithASummary_TellsWhatTheSummaryKnows()
    {
        var after = Comment(Plain with { Status = TicketStatus.Closed, Assignee = "bob", Description = "unseen", UpdatedAt = Noon }, "2");
        var events = CommitEvents.Derive(Of(Edit(after, TicketSummary.From(Plain))));
        Assert.Equal("ticket.closed ticket.assigned ticket.commented ticket.updated", Types(events));
        Assert.Equal("2", The<TicketCommented>(events).Comment.Id);
        Assert.Equal(["status", "assignee", "updated_at", "comments"], The<TicketUpdated>(events).Fields);
        Assert.False(The<TicketUpdated>(events).FieldsAreComplete);
    }

    [Fact]
    public void Derive_EditWithASummaryWithoutATime_TellsNoComments()
    {
        var events = CommitEvents.Derive(Of(Edit(Comment(Plain, "2"), TicketSummary.From(Plain) with { UpdatedAt = default })));
        Assert.Equal("ticket.updated", Types(events));
    }

    [Fact]
    public void Derive_EditOfWhatTheSummaryDoesNotKnow_IsAnUpdate()
    {
        var events = CommitEvents.Derive(Of(Edit(Plain with { Description = "new" }, TicketSummary.From(Plain))));
        Assert.Equal("ticket.updated", Types(events));
        Assert.Empty(The<TicketUpdated>(events).Fields);
    }

    [Fact]
    public void Derive_EditWithoutASummary_IsAnUpdateOnly()
    {
        var events = CommitEvents.Derive(Of(Edit(Plain with { Status = TicketStatus.Closed }, null)));
        Assert.Equal("ticket.updated", Types(events));
        Assert.Equal(([], false), (The<TicketUpdated>(events).Fields, The<TicketUpdated>(events).FieldsAreComplete));
    }

    [Fact]
    public void Derive_FileGone_IsADeletionAsFarAsItIsKnown()
    {
        var known = Assert.Single(CommitEvents.Derive(Of(Lose(Plain.Key, TicketSummary.From(Plain), isUnreadable: false))));
        Assert.Equal(new TicketDeleted(Plain.Id, "Login", TicketStatus.Open, TicketPriority.Medium), known.Payload);
        var unknown = Assert.Single(CommitEvents.Derive(Of(Lose(Plain.Key, null, isUnreadable: false))));
        Assert.Equal(new TicketDeleted(Plain.Id, null, null, null), unknown.Payload);
    }

    [Fact]
    public void Derive_FileUnreadable_IsNoDeletion()
    {
        var made = Assert.Single(CommitEvents.Derive(Of(Lose(Plain.Key, TicketSummary.From(Plain), isUnreadable: true))));
        Assert.Equal(EventTypes.TicketUnreadable, made.Type);
        Assert.Equal(new TicketUnreadable(Plain.Id, "Login"), made.Payload);
    }

    [Fact]
    public void Derive_NothingBeforeAndNothingAfter_GivesNothing() =>
        Assert.Empty(CommitEvents.Derive(Of(new CommittedChange(Plain.Key, null, null))));

    private static Ticket Same(Ticket ticket) => ticket;

    private static Ticket Closed(Ticket ticket) => ticket with { Status = TicketStatus.Closed };

    private static Ticket Comment(Ticket ticket, string id) =>
        ticket with { Comments = ticket.Comments.Add(new() { Id = id, Author = "ann", Content = "new", CreatedAt = Noon }) };

    private static Ticket Journal(Ticket ticket, string type) =>
        ticket with { JournalEntries = ticket.JournalEntries.Add(new() { Id = "j", Author = "ann", Content = "v1", EntryType = type }) };

    private static Ticket Require(Ticket ticket, RequirementStatus status) =>
        ticket with { Requirements = [new() { Id = "r", Title = "Must", Status = status }] };

    private static Ticket Verify(Ticket ticket) =>
        ticket with { Requirements = ticket.Requirements.Replace(
            static _ => true, static item => item with { Status = RequirementStatus.Verified }) };

    private static Ticket Result(Ticket ticket, VerificationStatus status) =>
        ticket with { ExpectedResults = [new() { Id = "e", Description = "True", Status = status }] };

    private static Ticket Scenario(Ticket ticket, ScenarioStatus status) =>
        ticket with { GherkinScenarios = [new() { Id = "s", Title = "Works", Status = status }] };
}
