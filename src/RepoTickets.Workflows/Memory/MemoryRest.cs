using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Memory;

/// <summary>
/// What is kept of a workflow that has ended, for those who still ask. Thousands are, and what each of them consists of is most of what
/// the collector of garbage has to move: so a workflow without anything unusual becomes some hundred bytes in one array, of which the
/// document is made again when somebody asks. Immutable.
/// </summary>
internal sealed class MemoryRest
{
    private readonly WorkflowInstance _origin;
    private readonly WorkflowPlan _plan;
    private readonly byte[]? _packed;
    private readonly string[] _texts = [];

    internal MemoryRest(WorkflowRun run)
    {
        (Status, _plan) = (run.Status, run.Plan);
        if (!IsUsual(run))
        {
            _origin = run.ToDocument();
            return;
        }

        _origin = run.Origin;
        _packed = RestWriter.Write(run, out _texts);
    }

    internal WorkflowStatus Status { get; }

    internal bool Matches(WorkflowQuery query) => query.Matches(Status, _origin.TicketId, _origin.Definition);

    internal WorkflowInstance ToDocument()
    {
        if (_packed is null)
        {
            return _origin;
        }

        var reader = new RestReader(_packed, _texts, _origin.CreatedAt.UtcTicks);
        return _origin with
        {
            Status = Status,
            Reason = reader.ReadText(),
            EndedAt = reader.ReadTime(),
            Steps = reader.ReadSteps(_plan),
            History = reader.ReadHistory(_plan),
        };
    }

    private static bool IsUsual(WorkflowRun run) =>
        run is { NextStatus: null, PausedAt: null, Deadline: null, HistoryDropped: 0, Signals.Count: 0, EndedAt.Offset.Ticks: 0 } &&
        run.Origin is { NextStatus: null, PausedAt: null, Deadline: null, HistoryDropped: 0, Signals.Count: 0 } &&
        Array.TrueForAll(run.Units, static unit =>
            unit is { Due: null, Deadline: null, TaskId: null, ChildId: null, Token: 0, Since: 0, Items.Length: 0, Error: "", Note: "" } &&
            unit.StartedAt is null or { Offset.Ticks: 0 } && unit.EndedAt is null or { Offset.Ticks: 0 }) &&
        HasUsualHistory(run.History);

    private static bool HasUsualHistory(ReadOnlySpan<WorkflowHistoryEntry> history)
    {
        foreach (var entry in history)
        {
            if (entry.At.Offset != TimeSpan.Zero)
            {
                return false;
            }
        }

        return true;
    }
}
