using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows;

/// <summary>
/// Code of the host that a <see cref="CodeStep"/> runs. Made anew for each attempt when it is registered with a type.
/// </summary>
public interface IWorkflowStep
{
    /// <summary>
    /// Does the work. What it changes in the store belongs into <see cref="StepResult.Changes"/>, where it happens together with the
    /// recording of the result. Whatever it does elsewhere may happen more than once if the step is marked repeatable or is tried again.
    /// </summary>
    /// <param name="context">What the step is to work on.</param>
    /// <param name="cancellationToken">Is cancelled when the step is called off, takes too long, or the engine stops.</param>
    /// <returns>
    /// The result. An exception counts as a failed attempt; one after the engine has told it to stop counts as no result at all, and the
    /// step stays in flight for whoever goes on.
    /// </returns>
    ValueTask<StepResult> RunAsync(StepContext context, CancellationToken cancellationToken);
}

/// <summary>What a step of code is to work on. Immutable.</summary>
public sealed class StepContext
{
    private readonly IStepValues _values;
    private readonly UnitState _unit;

    internal StepContext(IStepValues values, UnitState unit) => (_values, _unit) = (values, unit);

    /// <summary>The workflow.</summary>
    public required WorkflowId WorkflowId { get; init; }

    /// <summary>The name of the workflow's definition.</summary>
    public required string Definition { get; init; }

    /// <summary>The step's name; for an item of a for-each with its number, such as <c>deploy[3]</c>.</summary>
    public required string Step { get; init; }

    /// <summary>The attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The ticket that the workflow is about; null for none.</summary>
    public TicketId? TicketId { get; init; }

    /// <summary>The values of <see cref="CodeStep.Input"/> by name.</summary>
    public WorkflowValue Input { get; init; }

    /// <summary>
    /// What expressions see: the parameters, <c>steps</c>, <c>workflow</c>, <c>ticket</c>, and <c>item</c> and <c>index</c> in a for-each.
    /// </summary>
    public WorkflowValue Values => _values.ReadContext(_unit);
}

/// <summary>A step of code as a function.</summary>
/// <param name="context">What the step is to work on.</param>
/// <param name="cancellationToken">As for <see cref="IWorkflowStep.RunAsync"/>.</param>
public delegate ValueTask<StepResult> WorkflowStepFunction(StepContext context, CancellationToken cancellationToken);
