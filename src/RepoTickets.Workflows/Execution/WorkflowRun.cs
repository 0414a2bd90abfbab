using System.Runtime.InteropServices;

namespace RepoTickets.Workflows.Execution;

/// <summary>
/// The state of one workflow while it is worked on: the mutable twin of <see cref="WorkflowInstance"/>. Not thread-safe.
/// </summary>
internal sealed class WorkflowRun
{
    private readonly List<WorkflowHistoryEntry> _history;
    private WorkflowValue _parameters;
    private bool _parametersAreParsed;

    private WorkflowRun(WorkflowPlan plan, WorkflowInstance origin, List<WorkflowHistoryEntry> history)
    {
        Plan = plan;
        Origin = origin;
        _history = history;
    }

    internal WorkflowPlan Plan { get; }

    /// <summary>The document that the run was made of: what never changes is read from there.</summary>
    internal WorkflowInstance Origin { get; }

    internal WorkflowStatus Status { get; set; }

    internal WorkflowStatus? NextStatus { get; set; }

    internal string Reason { get; set; } = "";

    internal DateTimeOffset? EndedAt { get; set; }

    internal DateTimeOffset? PausedAt { get; set; }

    internal DateTimeOffset? Deadline { get; set; }

    internal UnitState[] Units { get; private init; } = [];

    internal List<WorkflowSignal> Signals { get; private init; } = [];

    /// <summary>The highest place that was given out in the order of ending.</summary>
    internal int LastOrdinal { get; set; }

    internal long HistoryDropped { get; set; }

    /// <summary>Entries of the history so far, with those that were dropped: it grows with everything that happens.</summary>
    internal long HistoryCount => HistoryDropped + _history.Count;

    internal bool IsEnded => Status is WorkflowStatus.Completed or WorkflowStatus.Failed or WorkflowStatus.Cancelled;

    internal ReadOnlySpan<WorkflowHistoryEntry> History => CollectionsMarshal.AsSpan(_history);

    internal WorkflowValue Parameters
    {
        get
        {
            if (!_parametersAreParsed)
            {
                _parameters = WorkflowJson.From(Origin.Parameters.ToElement());
                _parametersAreParsed = true;
            }

            return _parameters;
        }
    }

    /// <summary>A run that has not begun. The values are not written to a document until somebody asks for it.</summary>
    internal static WorkflowRun Create(WorkflowPlan plan, WorkflowInstance origin, WorkflowValue parameters)
    {
        var units = new UnitState[plan.Steps.Length];
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = new(plan.Steps[i], null, -1);
        }

        // Most steps begin and end once; a list that grows would be copied several times on the way.
        var history = new List<WorkflowHistoryEntry>(Math.Min((2 * units.Length) + 2, WorkflowInstance.MaximumHistory));
        return new(plan, origin, history)
        {
            Units = units,
            Deadline = origin.Deadline,
            _parameters = parameters,
            _parametersAreParsed = true,
        };
    }

    /// <exception cref="WorkflowStateException">The document does not fit the definition.</exception>
    internal static WorkflowRun From(WorkflowPlan plan, WorkflowInstance origin)
    {
        if (origin.Steps.Count != plan.Steps.Length)
        {
            throw Misfit(origin, $"it has {origin.Steps.Count} steps, and its definition has {plan.Steps.Length}");
        }

        var units = new UnitState[plan.Steps.Length];
        var last = 0;
        for (var i = 0; i < units.Length; i++)
        {
            var state = origin.Steps[i];
            if (!string.Equals(state.Id, plan.Steps[i].Definition.Id, StringComparison.Ordinal))
            {
                throw Misfit(origin, $"'{state.Id}' stands where its definition has '{plan.Steps[i].Definition.Id}'");
            }

            units[i] = UnitState.From(plan.Steps[i], null, -1, state);
            last = Math.Max(last, state.Ordinal);
        }

        return new(plan, origin, [.. origin.History])
        {
            Units = units,
            Status = origin.Status,
            NextStatus = origin.NextStatus,
            Reason = origin.Reason,
            EndedAt = origin.EndedAt,
            PausedAt = origin.PausedAt,
            Deadline = origin.Deadline,
            Signals = [.. origin.Signals],
            LastOrdinal = last,
            HistoryDropped = origin.HistoryDropped,
        };
    }

    internal WorkflowInstance ToDocument() => Origin with
    {
        Status = Status,
        NextStatus = NextStatus,
        Reason = Reason,
        EndedAt = EndedAt,
        PausedAt = PausedAt,
        Deadline = Deadline,
        Steps = ValueList.Create<WorkflowStepState>(Array.ConvertAll(Units, static unit => unit.ToState())),
        Signals = Signals.Count == 0 ? [] : Signals.ToValueList(),
        History = ValueList.Create(History),
        HistoryDropped = HistoryDropped,
    };

    internal void Note(DateTimeOffset at, string what, string? step = null, string detail = "")
    {
        if (_history.Count == WorkflowInstance.MaximumHistory)
        {
            _history.RemoveAt(0);
            HistoryDropped++;
        }

        _history.Add(new(at, what, step, detail));
    }

    private static WorkflowStateException Misfit(WorkflowInstance origin, string problem) =>
        new(origin.Id, $"the file does not fit its definition {origin.DefinitionId}: {problem}. It was edited; restore it");
}
