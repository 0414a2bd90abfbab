using RepoTickets.Samples.Workflow;

namespace RepoTickets.Workflows.Tests.Progress;

/// <summary>What the sample of workflows shows of their progress.</summary>
public sealed class SampleDisplayTests
{
    [Theory]
    [InlineData(WorkflowStatus.Failed, " 50 %  build [#####.....] failed")]
    [InlineData(WorkflowStatus.Cancelled, " 50 %  build [#####.....] cancelled")]
    [InlineData(WorkflowStatus.Completed, "100 %  build [##########] completed")]
    public void LineOf_StepsThatFailedOrWereCalledOff_AreNotDoneUnlessTheWorkflowIs(WorkflowStatus status, string expected)
    {
        var workflow = new WorkflowInstance
        {
            Definition = "build",
            DefinitionVersion = 1,
            DefinitionId = WorkflowDefinitionId.Parse("BUILD-1"),
            Status = status,
            Steps =
            [
                new() { Id = "a", Status = WorkflowStepStatus.Completed },
                new() { Id = "b", Status = WorkflowStepStatus.Skipped },
                new() { Id = "c", Status = WorkflowStepStatus.Failed },
                new() { Id = "d", Status = WorkflowStepStatus.Cancelled },
            ],
        };
        Assert.Equal(expected, Display.LineOf([workflow]).TrimEnd());
    }
}
