namespace RepoTickets;

/// <summary>A workflow began.</summary>
/// <param name="WorkflowId">The instance.</param>
/// <param name="Definition">The name of its definition.</param>
public sealed record WorkflowStarted(string WorkflowId, string Definition);

/// <summary>A step of a workflow was completed.</summary>
/// <param name="WorkflowId">The instance.</param>
/// <param name="Definition">The name of its definition.</param>
/// <param name="Step">The name of the step.</param>
public sealed record WorkflowStepCompleted(string WorkflowId, string Definition, string Step);

/// <summary>A workflow reached its end.</summary>
/// <param name="WorkflowId">The instance.</param>
/// <param name="Definition">The name of its definition.</param>
public sealed record WorkflowCompleted(string WorkflowId, string Definition);

/// <summary>A workflow was given up with an error.</summary>
/// <param name="WorkflowId">The instance.</param>
/// <param name="Definition">The name of its definition.</param>
/// <param name="Step">The step that failed; null when it was none.</param>
/// <param name="ErrorMessage">Why.</param>
public sealed record WorkflowFailed(string WorkflowId, string Definition, string? Step, string ErrorMessage);

/// <summary>A workflow was called off.</summary>
/// <param name="WorkflowId">The instance.</param>
/// <param name="Definition">The name of its definition.</param>
/// <param name="Reason">Why; may be empty.</param>
public sealed record WorkflowCancelled(string WorkflowId, string Definition, string Reason);
