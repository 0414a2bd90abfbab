using RepoTickets.Workflows.Execution;
using RepoTickets.Workflows.Memory;
using static RepoTickets.Workflows.Tests.Engine.WorkflowWorld;

namespace RepoTickets.Workflows.Tests.Engine;

/// <summary>What is kept of workflows that have ended is all that there was.</summary>
public sealed class MemoryRestTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly WorkflowDefinition Definition = Define(
        Code("a"), Code("b", "a"), new ForEachStep { Id = "each", Items = "[1, 2]", Body = Code("body") }, new ApprovalStep { Id = "ask" });

    [Fact]
    public void ToDocument_OfAnythingThatHasEnded_IsWhatItWas()
    {
        foreach (var document in Ended())
        {
            var run = WorkflowRun.From(WorkflowPlan.Compile(Definition), document);
            var rest = new MemoryRest(run);
            Assert.Equal(document, rest.ToDocument());
            Assert.Equal(document.Status, rest.Status);
            Assert.True(rest.Matches(new() { Status = document.Status, Definition = "test", IsEnded = true }));
            Assert.False(rest.Matches(new() { Definition = "other" }));
        }
    }

    private static IEnumerable<WorkflowInstance> Ended()
    {
        var usual = new WorkflowInstance
        {
            Id = WorkflowId.Parse("WF-1"),
            Definition = "test",
            DefinitionVersion = 1,
            DefinitionId = WorkflowDefinitionId.Parse("TEST-1"),
            Status = WorkflowStatus.Completed,
            Reason = "Well done.",
            Parameters = JsonText.Parse("{\"a\":1}"),
            CreatedAt = Noon,
            EndedAt = Noon.AddTicks(10),
            Steps =
            [
                Step("a", 1) with { Result = "{\"x\":[1]}" }, Step("b", 2) with { Attempts = 3 },
                new() { Id = "each", Status = WorkflowStepStatus.Skipped }, Step("ask", 3),
            ],
            History = [new(Noon, "workflow_started"), new(Noon.AddTicks(10), "step_completed", "a", "text")],
        };
        yield return usual;
        yield return usual with
        {
            Reason = "",
            EndedAt = Noon.AddDays(-3),
            History =
            [
                new(Noon.AddDays(-400), "approved", "ask", "Ann: yes"), new(Noon.AddYears(900), "step_retried", "b", "No."),
                new(Noon.AddTicks(-1), "step_completed", "each[1]"), new(
                    DateTimeOffset.MinValue, "step_completed", "no such step"), new(Noon, "word"),
            ],
        };
        yield return usual with
        {
            History =
            [
                .. Enumerable.Range(0, 500).Select(
                    static n => new WorkflowHistoryEntry(Noon.AddMinutes(n), "step_started", n % 2 == 0 ? "b" : "a", $"attempt {n}")),
            ],
        };
        yield return usual with { History = [new(Noon.ToOffset(TimeSpan.FromHours(1)), "workflow_started")] };
        yield return usual with
        {
            Steps = usual.Steps.Replace(
                static step => step.Id == "a", static step => step with { Result = "null", Attempts = int.MaxValue, StartedAt = null }),
        };
        yield return usual with { HistoryDropped = 7 };
        yield return usual with { Deadline = Noon, PausedAt = Noon, NextStatus = WorkflowStatus.Running };
        yield return usual with { Signals = [new("go", "null", Noon)] };
        yield return usual with { EndedAt = Noon.ToOffset(TimeSpan.FromHours(1)) };
        yield return usual with
        {
            Status = WorkflowStatus.Failed,
            Steps = usual.Steps.Replace(static step => step.Id == "b", static step => step with { Error = "No." }),
        };
        foreach (var odd in new Func<WorkflowStepState, WorkflowStepState>[]
        {
            static step => step with { Note = "n" },
            static step => step with { Due = Noon },
            static step => step with { Deadline = Noon },
            static step => step with { Token = 2 },
            static step => step with { Since = 9 },
            static step => step with { TaskId = AgentTaskId.Parse("00000001") },
            static step => step with { ChildId = WorkflowId.Parse("WF-2") },
            static step => step with { StartedAt = Noon.ToOffset(TimeSpan.FromHours(1)) },
        })
        {
            yield return usual with { Steps = usual.Steps.Replace(static step => step.Id == "a", odd) };
        }

        yield return usual with
        {
            Steps = usual.Steps.Replace(
                static step => step.Id == "each", static step => step with { Items = [Step("0", 0), Step("1", 0)] }),
        };
    }

    private static WorkflowStepState Step(string id, int ordinal) => new()
    {
        Id = id, Status = WorkflowStepStatus.Completed, Attempts = 1, Ordinal = ordinal, StartedAt = Noon, EndedAt = Noon.AddTicks(10),
    };
}
