namespace RepoTickets.Workflows;

/// <summary>What states are called in tags, without making a text each time.</summary>
internal static class WorkflowNames
{
    private static readonly string[] Statuses = [.. Enum.GetNames<WorkflowStatus>().Select(static name => name.ToLowerInvariant())];
    private static readonly string[] StepStatuses = [.. Enum.GetNames<WorkflowStepStatus>().Select(static name => name.ToLowerInvariant())];

    internal static string Of(WorkflowStatus status) => Statuses[(int)status];

    internal static string Of(WorkflowStepStatus status) => StepStatuses[(int)status];
}
