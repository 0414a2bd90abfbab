using RepoTickets.Workflows.Committing;
using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Engine;

/// <summary>One attempt at a transition: what was read, the machine, and what goes into the commit. Not thread-safe.</summary>
internal sealed class WorkflowTransition
{
    internal required WorkflowInstance Before { get; init; }

    internal required WorkflowMachine Machine { get; init; }

    /// <summary>The lease as it is recorded.</summary>
    internal required WorkflowLease? Lease { get; init; }

    /// <summary>The recorded grant is this engine's own.</summary>
    internal required bool IsOwner { get; init; }

    /// <summary>Nobody has a live lease, so that this engine may take it.</summary>
    internal required bool IsFree { get; init; }

    /// <summary>Other documents that change with it.</summary>
    internal required WorkingSet Set { get; init; }

    /// <summary>Code to begin, to stop, and workflows to cancel, once the commit is through.</summary>
    internal List<MachineAction> Later { get; } = [];
}
