using RepoTickets.Workflows;

namespace RepoTickets.Samples;

/// <summary>How far workflows are.</summary>
internal static class WorkflowFigures
{
    internal static WorkflowProgress ProgressOf(WorkflowDefinition definition, WorkflowInstance workflow, DateTimeOffset now) =>
        WorkflowProgress.Of(definition, workflow.Steps.Select(step => Timing(workflow, step, now)));

    internal static int EndedSteps(WorkflowInstance workflow) => workflow.Steps.Count(static step => step.IsEnded);

    internal static int DoneSteps(WorkflowInstance workflow) => workflow.Steps.Count(step => IsDone(workflow, step));

    /// <summary>The definition that a workflow goes on with.</summary>
    internal static async ValueTask<WorkflowDefinition> DefinitionOfAsync(
        ITicketStore store, WorkflowInstance workflow, CancellationToken cancellationToken)
    {
        var document = await store.GetRequiredAsync<StoredWorkflowDefinition>(
            workflow.DefinitionId.Key, cancellationToken).ConfigureAwait(false);
        return WorkflowYaml.Read(document.Content, document.Id.Value).GetDefinition();
    }

    private static StepTiming Timing(WorkflowInstance workflow, WorkflowStepState step, DateTimeOffset now) =>
        new(step.Id, step.IsEnded, step.StartedAt is { } start ? (step.EndedAt ?? now) - start : TimeSpan.Zero)
        {
            IsDone = IsDone(workflow, step),
        };

    /// <summary>Of a workflow that was completed every step is, also one whose failure it went on after.</summary>
    private static bool IsDone(WorkflowInstance workflow, WorkflowStepState step) =>
        step.Status is WorkflowStepStatus.Completed or WorkflowStepStatus.Skipped ||
        (workflow.Status == WorkflowStatus.Completed && step.IsEnded);
}
