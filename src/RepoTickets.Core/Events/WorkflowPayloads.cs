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

/// <summary>A workflow was paused.</summary>
/// <param name="WorkflowId">The instance.</param>
/// <param name="Definition">The name of its definition.</param>
/// <param name="Reason">Why; may be empty.</param>
public sealed record WorkflowPaused(string WorkflowId, string Definition, string Reason);

/// <summary>A paused workflow goes on.</summary>
/// <param name="WorkflowId">The instance.</param>
/// <param name="Definition">The name of its definition.</param>
public sealed record WorkflowResumed(string WorkflowId, string Definition);

/// <summary>A workflow failed or was cancelled, and undoes what its steps did before it ends.</summary>
/// <param name="WorkflowId">The instance.</param>
/// <param name="Definition">The name of its definition.</param>
/// <param name="Reason">Why; may be empty.</param>
public sealed record WorkflowCompensating(string WorkflowId, string Definition, string Reason);

/// <summary>A signal came for a workflow.</summary>
/// <param name="WorkflowId">The instance.</param>
/// <param name="Definition">The name of its definition.</param>
/// <param name="Name">The name of the signal.</param>
public sealed record WorkflowSignalReceived(string WorkflowId, string Definition, string Name);

/// <summary>An attempt at a step of a workflow began.</summary>
/// <param name="WorkflowId">The instance.</param>
/// <param name="Definition">The name of its definition.</param>
/// <param name="Step">The name of the step.</param>
public sealed record WorkflowStepStarted(string WorkflowId, string Definition, string Step);

/// <summary>A step of a workflow failed for good.</summary>
/// <param name="WorkflowId">The instance.</param>
/// <param name="Definition">The name of its definition.</param>
/// <param name="Step">The name of the step.</param>
/// <param name="ErrorMessage">Why.</param>
public sealed record WorkflowStepFailed(string WorkflowId, string Definition, string Step, string ErrorMessage);

/// <summary>An attempt at a step of a workflow failed; it is tried again.</summary>
/// <param name="WorkflowId">The instance.</param>
/// <param name="Definition">The name of its definition.</param>
/// <param name="Step">The name of the step.</param>
/// <param name="ErrorMessage">Why the attempt failed.</param>
public sealed record WorkflowStepRetried(string WorkflowId, string Definition, string Step, string ErrorMessage);

/// <summary>A step of a workflow is not run.</summary>
/// <param name="WorkflowId">The instance.</param>
/// <param name="Definition">The name of its definition.</param>
/// <param name="Step">The name of the step.</param>
/// <param name="Reason">Why.</param>
public sealed record WorkflowStepSkipped(string WorkflowId, string Definition, string Step, string Reason);

/// <summary>A step of a workflow was called off.</summary>
/// <param name="WorkflowId">The instance.</param>
/// <param name="Definition">The name of its definition.</param>
/// <param name="Step">The name of the step.</param>
/// <param name="Reason">Why.</param>
public sealed record WorkflowStepCancelled(string WorkflowId, string Definition, string Step, string Reason);

/// <summary>What a step of a workflow did was undone.</summary>
/// <param name="WorkflowId">The instance.</param>
/// <param name="Definition">The name of its definition.</param>
/// <param name="Step">The name of the step.</param>
public sealed record WorkflowStepCompensated(string WorkflowId, string Definition, string Step);

/// <summary>A workflow waits for a person to say yes or no.</summary>
/// <param name="WorkflowId">The instance.</param>
/// <param name="Definition">The name of its definition.</param>
/// <param name="Step">The name of the step.</param>
/// <param name="Question">What is asked.</param>
public sealed record WorkflowApprovalWanted(string WorkflowId, string Definition, string Step, string Question);

/// <summary>A person said yes or no.</summary>
/// <param name="WorkflowId">The instance.</param>
/// <param name="Definition">The name of its definition.</param>
/// <param name="Step">The name of the step.</param>
/// <param name="IsApproved">It was a yes.</param>
/// <param name="Answer">Who answered, and the comment, if any.</param>
public sealed record WorkflowApprovalAnswered(string WorkflowId, string Definition, string Step, bool IsApproved, string Answer);

/// <summary>The document of a workflow was deleted.</summary>
/// <param name="WorkflowId">The instance.</param>
/// <param name="Definition">The name of its definition.</param>
public sealed record WorkflowDeleted(string WorkflowId, string Definition);
