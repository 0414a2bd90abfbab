namespace RepoTickets.Samples;

/// <summary>What a workflow waits for, for people.</summary>
internal static class WaitingSteps
{
    private const int Most = 20;

    internal static IEnumerable<string> Of(WorkflowInstance workflow) => workflow.IsEnded
        ? []
        : workflow.Steps
            .Where(
                static step =>
                    step.Status is WorkflowStepStatus.Waiting or WorkflowStepStatus.Running ||
                        step is { Status: WorkflowStepStatus.Pending, Due: not null })
            .Take(Most)
            .Select(Describe);

    private static string Describe(WorkflowStepState step)
    {
        var what = step switch
        {
            { Status: WorkflowStepStatus.Running } => "code runs in a host",
            { Note.Length: > 0 } => step.Note,
            { TaskId: { } task } => $"task {task}",
            { ChildId: { } child } => $"workflow {child}",
            { Due: { } due } => $"until {Texts.Minute(due)}",
            { Items.Count: > 0 } => $"{step.Items.Count(static item => item.IsEnded)} of {step.Items.Count} items done",
            _ => "waits",
        };
        return $"{step.Id}: {what}";
    }
}
