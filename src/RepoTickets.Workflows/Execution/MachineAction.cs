namespace RepoTickets.Workflows.Execution;

/// <summary>What the machine wants done. Whoever drives it does it: in the commit of the transition, or once that is through.</summary>
internal enum MachineActionKind
{
    /// <summary>Run code, after the commit.</summary>
    RunCode,

    /// <summary>Tell running code to stop, after the commit.</summary>
    StopCode,

    /// <summary>Create an agent's task, in the commit.</summary>
    CreateTask,

    /// <summary>Call an agent's task off, in the commit.</summary>
    CancelTask,

    /// <summary>Start another workflow, in the commit.</summary>
    StartChild,

    /// <summary>Cancel another workflow, after the commit.</summary>
    CancelChild,
}

/// <summary>One action.</summary>
/// <param name="Kind">What.</param>
/// <param name="Unit">For which step or item.</param>
/// <param name="Input">The values of a step's input.</param>
/// <param name="Text">Instructions, where the step has some.</param>
/// <param name="Task">The task to call off.</param>
/// <param name="Child">The workflow to cancel.</param>
internal readonly record struct MachineAction(
    MachineActionKind Kind, UnitState Unit, WorkflowValue Input = default, string Text = "", AgentTaskId Task = default,
    WorkflowId Child = default);
