using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Memory;

/// <summary>One workflow in memory. Everything but the identifiers is used under <see cref="Gate"/> only.</summary>
internal sealed class MemoryCell(WorkflowId id, WorkflowMachine machine, MemoryCell? parent, string? parentStep) : IStepValues
{
    private readonly WorkflowPlan _plan = machine.Run.Plan;
    private WorkflowMachine? _machine = machine;
    private MemoryRest? _rest;

    internal WorkflowId Id { get; } = id;

    internal MemoryCell? Parent { get; } = parent;

    internal string? ParentStep { get; } = parentStep;

    internal Lock Gate { get; } = new();

    /// <summary>Made of the document again when somebody does something to a workflow that has ended.</summary>
    internal WorkflowMachine Machine
    {
        get
        {
            if (_machine is null)
            {
                var document = _rest!.ToDocument();
                _machine = new(WorkflowRun.From(_plan, document), document.EndedAt ?? document.CreatedAt) { Token = 1 };
                _rest = null;
            }

            return _machine;
        }
    }

    internal WorkflowRun Run => Machine.Run;

    internal bool IsEnded => Volatile.Read(ref _machine) is not { } machine || machine.Run.IsEnded;

    /// <summary>It has ended, and only what the document can be made of is kept. May be asked without the gate.</summary>
    internal bool IsAtRest => Volatile.Read(ref _machine) is null;

    /// <summary>May be asked without the gate, by the parts of the workflow.</summary>
    internal bool IsPaused => Volatile.Read(ref _machine)?.Run.Status == WorkflowStatus.Paused;

    /// <summary>The workflow as it is now.</summary>
    internal WorkflowInstance ToDocument() => _rest?.ToDocument() ?? Machine.Run.ToDocument();

    public WorkflowValue ReadContext(UnitState unit)
    {
        lock (Gate)
        {
            return Machine.ContextOf(unit);
        }
    }

    /// <summary>How a workflow that has ended did.</summary>
    internal (WorkflowStatus Status, string Reason, WorkflowValue Result) ReadEnd()
    {
        if (_rest?.ToDocument() is not { } document)
        {
            return (Run.Status, Run.Reason, WorkflowValue.Of(Run.Units
                .Where(static unit => unit.Status == WorkflowStepStatus.Completed && unit.HasResult)
                .Select(static unit => new WorkflowMember(unit.Definition.Id, unit.Result)).ToValueList()));
        }

        return (document.Status, document.Reason, WorkflowValue.Of(document.Steps
            .Where(static step => step is { Status: WorkflowStepStatus.Completed, Result: not null })
            .Select(static step => new WorkflowMember(step.Id, WorkflowJson.Parse(step.Result!))).ToValueList()));
    }

    /// <summary>Without making the document of one that does not match.</summary>
    internal bool Matches(WorkflowQuery query) => _rest is { } rest
        ? rest.Matches(query)
        : query.Matches(Run.Status, Run.Origin.TicketId, Run.Origin.Definition);

    /// <summary>
    /// Keeps only what the document can be made of again. Thousands of workflows that have ended are remembered, and what each of them
    /// needed to run is most of what the collector of garbage would have to move.
    /// </summary>
    internal void Rest()
    {
        if (!IsStarting && _machine is { } machine && machine.Run.IsEnded)
        {
            _rest = new(machine.Run);
            Volatile.Write(ref _machine, null);
            Running = null;
        }
    }

    /// <summary>
    /// Whoever starts it is about to ask for the document. A workflow that ends at once comes to rest after that, so that its document need
    /// not be made of what is kept of it.
    /// </summary>
    internal bool IsStarting { get; set; }

    /// <summary>The code that runs; null while none has run.</summary>
    internal MemoryCode? Running { get; set; }

    /// <summary>The workflows that it waits for, by identifier; null while there is none.</summary>
    internal Dictionary<WorkflowId, MemoryCell>? Children { get; set; }

    /// <summary>When the clock wakes it next; null for never.</summary>
    internal DateTimeOffset? WantedAt { get; set; }

    /// <summary>Is completed at the next transition; null while nobody waits.</summary>
    internal TaskCompletionSource? Changed { get; set; }
}
