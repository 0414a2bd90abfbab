using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Memory;

/// <summary>One workflow in memory. Everything but the identifiers is used under <see cref="Gate"/> only.</summary>
internal sealed class MemoryCell(WorkflowId id, WorkflowMachine machine, MemoryCell? parent, string? parentStep)
{
    internal WorkflowId Id { get; } = id;

    internal MemoryCell? Parent { get; } = parent;

    internal string? ParentStep { get; } = parentStep;

    internal Lock Gate { get; } = new();

    internal WorkflowMachine Machine { get; } = machine;

    internal WorkflowRun Run => Machine.Run;

    /// <summary>Stops the code that runs, by step; null while none has run.</summary>
    internal Dictionary<string, CancellationTokenSource>? Running { get; set; }

    /// <summary>The workflows that it waits for, by identifier; null while there is none.</summary>
    internal Dictionary<WorkflowId, MemoryCell>? Children { get; set; }

    /// <summary>When the clock wakes it next; null for never.</summary>
    internal DateTimeOffset? WantedAt { get; set; }

    /// <summary>Is completed at the next transition; null while nobody waits.</summary>
    internal TaskCompletionSource? Changed { get; set; }
}
