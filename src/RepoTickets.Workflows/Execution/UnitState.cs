namespace RepoTickets.Workflows.Execution;

/// <summary>
/// How far a step of a run is, or one item of a for-each: the mutable twin of <see cref="WorkflowStepState"/>. Belongs to one run, and with
/// it to one thread at a time.
/// </summary>
internal sealed class UnitState(StepPlan plan, UnitState? owner, int item)
{
    private WorkflowValue _result;
    private string? _resultText;
    private bool _hasResult;

    /// <summary>What it was made of: most steps of a workflow are the same after a transition.</summary>
    private WorkflowStepState? _origin;

    internal StepPlan Plan { get; } = plan;

    /// <summary>The for-each that this is an item of; null for a step.</summary>
    internal UnitState? Owner { get; } = owner;

    /// <summary>The number of the item, from 0; -1 for a step.</summary>
    internal int Item { get; } = item;

    internal WorkflowStepStatus Status { get; set; }

    internal int Attempts { get; set; }

    internal DateTimeOffset? StartedAt { get; set; }

    internal DateTimeOffset? EndedAt { get; set; }

    internal int Ordinal { get; set; }

    internal DateTimeOffset? Due { get; set; }

    internal DateTimeOffset? Deadline { get; set; }

    internal string Error { get; set; } = "";

    internal string Note { get; set; } = "";

    internal AgentTaskId? TaskId { get; set; }

    internal WorkflowId? ChildId { get; set; }

    internal long Token { get; set; }

    internal long Since { get; set; }

    internal UnitState[] Items { get; set; } = [];

    internal StepDefinition Definition => Plan.Definition;

    internal bool IsEnded => Status is WorkflowStepStatus.Completed or WorkflowStepStatus.Failed or WorkflowStepStatus.Skipped
        or WorkflowStepStatus.Cancelled or WorkflowStepStatus.Compensated;

    internal bool IsActive => Status is WorkflowStepStatus.Running or WorkflowStepStatus.Waiting;

    /// <summary>The step's name, with the number for an item: <c>deploy[3]</c>.</summary>
    internal string Name => Item < 0 ? Definition.Id : string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{Owner!.Definition.Id}[{Item}]");

    internal bool HasResult => _hasResult;

    /// <summary>The result as JSON; null for none.</summary>
    internal string? ResultText => _hasResult ? _resultText ??= WorkflowJson.Write(_result) : null;

    internal WorkflowValue Result
    {
        get
        {
            if (_resultText is not null && _result.Kind == WorkflowValueKind.Null)
            {
                _result = WorkflowJson.Parse(_resultText);
            }

            return _result;
        }

        set
        {
            _result = value;
            _resultText = null;
            _hasResult = true;
        }
    }

    internal void ClearResult()
    {
        _result = default;
        _resultText = null;
        _hasResult = false;
    }

    /// <summary>Forgets everything but that the step exists.</summary>
    internal void Reset()
    {
        Status = WorkflowStepStatus.Pending;
        Attempts = 0;
        (StartedAt, EndedAt, Due, Deadline) = (null, null, null, null);
        (Ordinal, Token, Since) = (0, 0, 0);
        (Error, Note) = ("", "");
        (TaskId, ChildId) = (null, null);
        Items = [];
        ClearResult();
    }

    internal static UnitState From(StepPlan plan, UnitState? owner, int item, WorkflowStepState state)
    {
        var unit = new UnitState(plan, owner, item)
        {
            Status = state.Status,
            Attempts = state.Attempts,
            StartedAt = state.StartedAt,
            EndedAt = state.EndedAt,
            Ordinal = state.Ordinal,
            Due = state.Due,
            Deadline = state.Deadline,
            Error = state.Error,
            Note = state.Note,
            TaskId = state.TaskId,
            ChildId = state.ChildId,
            Token = state.Token,
            Since = state.Since,
            _resultText = state.Result,
            _hasResult = state.Result is not null,
            _origin = state,
        };
        if (state.Items.Count > 0 && plan.Body is { } body)
        {
            unit.Items = new UnitState[state.Items.Count];
            for (var i = 0; i < unit.Items.Length; i++)
            {
                unit.Items[i] = From(body, unit, i, state.Items[i]);
            }
        }

        return unit;
    }

    internal WorkflowStepState ToState() => _origin is { } origin && IsStill(origin) ? origin : new()
    {
        Id = Item < 0 ? Definition.Id : Item.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Status = Status,
        Attempts = Attempts,
        StartedAt = StartedAt,
        EndedAt = EndedAt,
        Ordinal = Ordinal,
        Due = Due,
        Deadline = Deadline,
        Result = ResultText,
        Error = Error,
        Note = Note,
        TaskId = TaskId,
        ChildId = ChildId,
        Token = Token,
        Since = Since,
        Items = Items.Length == 0 ? [] : ValueList.Create<WorkflowStepState>(Array.ConvertAll(Items, static item => item.ToState())),
    };

    private bool IsStill(WorkflowStepState origin) =>
        Status == origin.Status && Attempts == origin.Attempts && Ordinal == origin.Ordinal &&
        StartedAt == origin.StartedAt && EndedAt == origin.EndedAt && Due == origin.Due && Deadline == origin.Deadline &&
        Error == origin.Error && Note == origin.Note && ResultText == origin.Result &&
        TaskId == origin.TaskId && ChildId == origin.ChildId && Token == origin.Token && Since == origin.Since &&
        Items.Length == 0 && origin.Items.Count == 0;
}
