using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Memory;

/// <summary>
/// What is kept of a workflow that has ended, for those who still ask. Thousands are, and what each of them consists of is most of what
/// the collector of garbage has to move: so a workflow without anything unusual becomes two arrays, far less than its document, and the
/// document is made again when somebody asks. Immutable.
/// </summary>
internal sealed class MemoryRest
{
    private readonly WorkflowInstance _origin;
    private readonly Step[]? _steps;
    private readonly Entry[] _history = [];
    private readonly string _reason = "";
    private readonly long _endedAt;

    internal MemoryRest(WorkflowRun run)
    {
        Status = run.Status;
        if (!IsUsual(run))
        {
            _origin = run.ToDocument();
            return;
        }

        _origin = run.Origin;
        _reason = run.Reason;
        _endedAt = run.EndedAt!.Value.UtcTicks;
        _steps = Array.ConvertAll(run.Units, static unit => new Step(unit));
        _history = new Entry[run.History.Length];
        for (var i = 0; i < _history.Length; i++)
        {
            _history[i] = new(run.History[i]);
        }
    }

    internal WorkflowStatus Status { get; }

    internal bool Matches(WorkflowQuery query) => query.Matches(Status, _origin.TicketId, _origin.Definition);

    internal WorkflowInstance ToDocument() => _steps is null ? _origin : _origin with
    {
        Status = Status,
        Reason = _reason,
        EndedAt = TimeOf(_endedAt),
        Steps = ValueList.Create<WorkflowStepState>(Array.ConvertAll(_steps, static step => step.ToState())),
        History = ValueList.Create<WorkflowHistoryEntry>(Array.ConvertAll(_history, static entry => entry.ToEntry())),
    };

    private static bool IsUsual(WorkflowRun run) =>
        run is { NextStatus: null, PausedAt: null, Deadline: null, HistoryDropped: 0, Signals.Count: 0, EndedAt.Offset.Ticks: 0 } &&
        run.Origin is { NextStatus: null, PausedAt: null, Deadline: null, HistoryDropped: 0, Signals.Count: 0 } &&
        Array.TrueForAll(run.Units, static unit =>
            unit is { Due: null, Deadline: null, TaskId: null, ChildId: null, Token: 0, Since: 0, Items.Length: 0, Error: "", Note: "" } &&
            unit.StartedAt is null or { Offset.Ticks: 0 } && unit.EndedAt is null or { Offset.Ticks: 0 });

    private static DateTimeOffset? TimeOf(long ticks) => ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);

    private readonly struct Step(UnitState unit)
    {
        // For a step the plan's name, which all workflows of the definition share.
        private readonly string _id = unit.Definition.Id;
        private readonly string? _result = unit.ResultText;
        private readonly long _startedAt = unit.StartedAt?.UtcTicks ?? 0;
        private readonly long _endedAt = unit.EndedAt?.UtcTicks ?? 0;
        private readonly WorkflowStepStatus _status = unit.Status;
        private readonly int _attempts = unit.Attempts;
        private readonly int _ordinal = unit.Ordinal;

        internal WorkflowStepState ToState() => new()
        {
            Id = _id,
            Status = _status,
            Attempts = _attempts,
            Ordinal = _ordinal,
            Result = _result,
            StartedAt = TimeOf(_startedAt),
            EndedAt = TimeOf(_endedAt),
        };
    }

    private readonly struct Entry(WorkflowHistoryEntry entry)
    {
        private readonly DateTimeOffset _at = entry.At;
        private readonly string _what = entry.What;
        private readonly string? _step = entry.Step;
        private readonly string _detail = entry.Detail;

        internal WorkflowHistoryEntry ToEntry() => new(_at, _what, _step, _detail);
    }
}
