using Microsoft.Extensions.Logging;

namespace RepoTickets.Workflows.Engine;

/// <summary>What the engine says in the log.</summary>
internal static partial class WorkflowLog
{
    [LoggerMessage(4201, LogLevel.Warning, "Workflow {Workflow} could not be advanced; it is tried again: {Reason}")]
    internal static partial void AdvanceFailed(ILogger logger, string workflow, string reason);

    [LoggerMessage(
        4202, LogLevel.Warning, "Step {Step} of workflow {Workflow} ended, but this engine no longer owns it; its result is dropped.")]
    internal static partial void ResultDropped(ILogger logger, string workflow, string step);

    [LoggerMessage(4203, LogLevel.Error, "The result of step {Step} of workflow {Workflow} could not be recorded: {Reason}")]
    internal static partial void ResultLost(ILogger logger, string workflow, string step, string reason);

    [LoggerMessage(4204, LogLevel.Warning, "The lease of workflow {Workflow} could not be renewed: {Reason}")]
    internal static partial void RenewalFailed(ILogger logger, string workflow, string reason);

    [LoggerMessage(4205, LogLevel.Warning, "Step {Step} of workflow {Workflow}, attempt {Attempt}, failed: {Reason}")]
    internal static partial void StepFailed(ILogger logger, string workflow, string step, int attempt, string reason);

    [LoggerMessage(
        4206, LogLevel.Warning,
        "Step {Step} of workflow {Workflow} has not ended although it was told to: the engine stops without its result, and the workflow " +
        "is free when its lease has run out.")]
    internal static partial void StepLeftInFlight(ILogger logger, string workflow, string step);
}
