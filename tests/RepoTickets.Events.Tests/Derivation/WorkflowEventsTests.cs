using RepoTickets.Events.Derivation;
using static RepoTickets.Events.Tests.Derivation.Commits;

namespace RepoTickets.Events.Tests.Derivation;

public sealed class WorkflowEventsTests
{
    private static readonly WorkflowInstance Started = new()
    {
        Id = WorkflowId.Parse("WF-0000000A"),
        Definition = "release",
        DefinitionVersion = 2,
        DefinitionId = WorkflowDefinitionId.Parse("RELEASE-V2-0000000B"),
        Status = WorkflowStatus.Running,
        Steps = [new() { Id = "build", Status = WorkflowStepStatus.Running }],
        History = [new(Noon, "workflow_started"), new(Noon, "step_started", "build")],
    };

    private static readonly WorkflowInstance Failed = Started with
    {
        Status = WorkflowStatus.Failed,
        Reason = "Step 'build' failed: red",
        Steps = [new() { Id = "build", Status = WorkflowStepStatus.Failed, Error = "red" }],
        History = [Started.History[1], new(Noon, "step_failed", "build", "red"), new(Noon, "workflow_failed", null, "cut")],
        HistoryDropped = 1,
    };

    public static TheoryData<string, string> Entries() => new()
    {
        { "workflow_paused", "workflow.paused" }, { "workflow_resumed", "workflow.resumed" },
        { "workflow_compensating", "workflow.compensating" },
        { "workflow_completed", "workflow.completed" }, { "workflow_cancelled", "workflow.cancelled" },
        { "signal_received", "workflow.signal.received" },
        { "step_retried", "workflow.step.retried" }, { "step_skipped", "workflow.step.skipped" },
        { "step_cancelled", "workflow.step.cancelled" },
        { "step_compensated", "workflow.step.compensated" }, { "step_completed", "workflow.step.completed" },
        { "approval_wanted", "workflow.approval.wanted" }, { "approved", "workflow.approval.answered" },
        { "rejected", "workflow.approval.answered" },
        { "step_interrupted", "" }, { "of_a_newer_version", "" },
    };

    [Fact]
    public void Derive_Creation_TellsWhatHasHappenedAlready()
    {
        var events = CommitEvents.Derive(Of(new CommittedChange(Started.Key, null, Started)));
        Assert.Equal("workflow.started workflow.step.started", Types(events));
        Assert.All(events, static made => Assert.Equal(Started.Key, made.Subject));
        Assert.Equal(new WorkflowStepStarted("WF-0000000A", "release", "build"), The<WorkflowStepStarted>(events));
    }

    [Fact]
    public void Derive_Change_TellsNewEntriesOnlyAlthoughOldOnesWereDropped()
    {
        var events = CommitEvents.Derive(Of(Update(Started, Failed)));
        Assert.Equal("workflow.step.failed workflow.failed", Types(events));
        Assert.Equal(new WorkflowFailed("WF-0000000A", "release", "build", "Step 'build' failed: red"), The<WorkflowFailed>(events));
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Derive_Entry_GivesItsType(string entry, string expected)
    {
        var after = Started with
        {
            History = Started.History.Add(new(Noon, entry, entry.StartsWith("workflow", StringComparison.Ordinal) ? null : "build")),
        };
        Assert.Equal(expected, Types(CommitEvents.Derive(Of(Update(Started, after)))));
    }

    [Fact]
    public void Derive_DeletionAndHandEdits_TellOnlyTheDeletion()
    {
        Assert.Equal("workflow.deleted", Types(CommitEvents.Derive(Of(new CommittedChange(Started.Key, Started, null)))));
        Assert.Empty(CommitEvents.Derive(Of(Update(Started, Started with { History = [] }))));
        Assert.Empty(CommitEvents.Derive(Of(Update(Started, Started with { Reason = "x" }))));
    }
}
