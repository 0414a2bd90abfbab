using System.Collections.Concurrent;
using RepoTickets.Workflows.Engine;
using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Memory;

/// <summary>
/// The engine without a store: the same machine, and nothing is kept when the process ends. Code that ends at once is followed by the next
/// step on the same thread.
/// </summary>
internal sealed partial class MemoryWorkflowEngine : IWorkflowEngine, IAsyncDisposable
{
    /// <summary>Workflows that have ended and can still be asked for; the oldest are forgotten.</summary>
    internal const int MaximumEnded = 10_000;

    private readonly WorkflowSetup _setup;
    private readonly TimeProvider _time;
    private readonly IIdentifierGenerator _identifiers;
    private readonly StepLibrary _steps;
    private readonly DefinitionLibrary _definitions;
    private readonly ConcurrentDictionary<WorkflowId, MemoryCell> _cells = new();
    private readonly ConcurrentQueue<WorkflowId> _ended = new();
    private readonly WorkflowsTelemetry _telemetry;

    internal MemoryWorkflowEngine(WorkflowSetup setup, WorkflowsTelemetry? telemetry = null)
    {
        _setup = setup;
        _telemetry = telemetry ?? WorkflowsTelemetry.Shared;
        _time = setup.TimeProvider ?? TimeProvider.System;
        _identifiers = setup.Identifiers ?? new IdentifierGenerator();
        _steps = new(setup.Steps.Select(static pair => new WorkflowStepRegistration(pair.Key, pair.Value)));
        _definitions = new(setup.Definitions);
        _stop = new(StopOnceAsync, setup.Options.ShutdownTimeout, _time);
        _telemetry.Workflows.Add(this, ReadLoad);
    }

    public ValueTask<WorkflowInstance> StartAsync(
        WorkflowDefinition definition, WorkflowStart? start = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return ValueTask.FromResult(StartMeasured(_definitions.Prepare(definition), start ?? new()));
    }

    public async ValueTask<WorkflowInstance> StartAsync(
        string definition, WorkflowStart? start = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(definition);
        var prepared = await _definitions.FindAsync(null, definition, start?.DefinitionVersion, cancellationToken).ConfigureAwait(false);
        return StartMeasured(prepared, start ?? new());
    }

    public ValueTask<WorkflowInstance> PauseAsync(WorkflowId id, string reason = "", CancellationToken cancellationToken = default) =>
        CommandAsync(id, machine => machine.Pause(reason));

    public ValueTask<WorkflowInstance> ResumeAsync(WorkflowId id, CancellationToken cancellationToken = default) =>
        CommandAsync(id, static machine => machine.Resume());

    public ValueTask<WorkflowInstance> CancelAsync(WorkflowId id, string reason = "", CancellationToken cancellationToken = default) =>
        CommandAsync(id, machine => machine.Cancel(reason));

    public ValueTask<WorkflowInstance> SignalAsync(
        WorkflowId id, string name, WorkflowValue value = default, CancellationToken cancellationToken = default)
    {
        SignalName.Check(name);
        return CommandAsync(id, machine => machine.Run.IsEnded ? "it has ended and takes no signals"
            : machine.Signal(name, value) ? null
            : $"it keeps {WorkflowInstance.MaximumSignals} signals already, which no step has taken");
    }

    public ValueTask<WorkflowInstance> ApproveAsync(
        WorkflowId id, string step, string person, string comment = "", CancellationToken cancellationToken = default) =>
        CommandAsync(id, machine => machine.Answer(step, isApproved: true, person, comment));

    public ValueTask<WorkflowInstance> RejectAsync(
        WorkflowId id, string step, string person, string comment = "", CancellationToken cancellationToken = default) =>
        CommandAsync(id, machine => machine.Answer(step, isApproved: false, person, comment));

    public ValueTask<WorkflowInstance> RetryStepAsync(WorkflowId id, string step, CancellationToken cancellationToken = default) =>
        CommandAsync(id, machine => machine.Retry(step));

    /// <summary>Everything here belongs to this engine.</summary>
    public ValueTask<WorkflowInstance> AdoptAsync(WorkflowId id, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Show(Find(id)));

    public ValueTask<WorkflowInstance?> GetAsync(WorkflowId id, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(_cells.TryGetValue(id, out var cell) ? Show(cell) : null);

    public ValueTask<IReadOnlyList<WorkflowInstance>> QueryAsync(
        WorkflowStatus? status = null, TicketId? ticket = null, CancellationToken cancellationToken = default) =>
        QueryAsync(new WorkflowQuery { Status = status, TicketId = ticket }, cancellationToken);

    public ValueTask<IReadOnlyList<WorkflowInstance>> QueryAsync(WorkflowQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Check();
        var found = new List<WorkflowInstance>();
        foreach (var cell in _cells.Values)
        {
            lock (cell.Gate)
            {
                if (cell.Matches(query))
                {
                    found.Add(cell.ToDocument());
                }
            }
        }

        return ValueTask.FromResult<IReadOnlyList<WorkflowInstance>>([.. found
            .OrderByDescending(static workflow => workflow.CreatedAt).ThenBy(static workflow => workflow.Id)
            .Take(query.Take ?? int.MaxValue)]);
    }

    /// <summary>As an operation, in which the steps are that end at once.</summary>
    private WorkflowInstance StartMeasured(PreparedDefinition prepared, WorkflowStart start)
    {
        var running = _telemetry.Operations.Start(WorkflowOperations.Start);
        try
        {
            var instance = ShowStarted(Begin(prepared, start, null, null, static cell => cell.IsStarting = true));
            running?.About(instance.Id.Key);
            running?.Succeed();
            return instance;
        }
        catch (Exception exception)
        {
            running?.Fail(exception);
            throw;
        }
    }

    /// <summary>For gauges: what runs here now.</summary>
    private EngineLoad ReadLoad()
    {
        var load = new EngineLoad(0, 0);
        foreach (var cell in _cells.Values)
        {
            if (cell.IsEnded)
            {
                continue;
            }

            lock (cell.Gate)
            {
                var steps = cell.Running?.Count ?? 0;
                load = steps == 0 ? load : new(load.Workflows + 1, load.Steps + steps);
            }
        }

        return load;
    }

    /// <summary>Starts a workflow and gives its cell, which shows a document only to those who ask for it.</summary>
    /// <param name="prepared">Its definition.</param>
    /// <param name="start">What was asked for.</param>
    /// <param name="parent">The workflow that it is a part of; null for none.</param>
    /// <param name="parentStep">The step that waits for it.</param>
    /// <param name="beforeItRuns">Is told of it before anything of it runs; false when nothing of it is to run after all.</param>
    internal MemoryCell Begin(
        PreparedDefinition prepared, WorkflowStart start, MemoryCell? parent, string? parentStep,
        Func<MemoryCell, bool>? beforeItRuns = null)
    {
        ObjectDisposedException.ThrowIf(IsStopping, this);
        var definition = prepared.Plan.Definition;
        var parameters = ParameterBinding.Bind(definition, start.Parameters);
        var origin = new WorkflowInstance
        {
            Id = WorkflowId.Parse(IdentifierProposal.ForWorkflow(_identifiers)),
            Definition = definition.Name,
            DefinitionVersion = definition.Version,
            DefinitionId = prepared.Document.Id,
            TicketId = start.TicketId,
            ParentId = parent?.Id,
            ParentStep = parentStep,
            Parameters = WorkflowJson.ToObject(parameters),
            CreatedAt = Now,
        };
        var cell = new MemoryCell(
            origin.Id, new(WorkflowRun.Create(prepared.Plan, origin, parameters), origin.CreatedAt) { Token = 1 }, parent, parentStep);
        _cells[origin.Id] = cell;
        if (beforeItRuns is not null && !beforeItRuns(cell))
        {
            _cells.TryRemove(origin.Id, out _);
            return cell;
        }

        try
        {
            Apply(cell, static machine => machine.Start());
            return cell;
        }
        catch
        {
            // The caller gets no cell whose document he could ask for. What has begun goes on, and comes to rest like any other.
            StartFailed(cell);
            throw;
        }
    }

    internal DateTimeOffset Now
    {
        get
        {
            var now = _time.GetUtcNow();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    private static WorkflowInstance Show(MemoryCell cell)
    {
        lock (cell.Gate)
        {
            return cell.ToDocument();
        }
    }

    private static WorkflowInstance ShowStarted(MemoryCell cell)
    {
        lock (cell.Gate)
        {
            cell.IsStarting = false;
            var document = cell.ToDocument();
            RestUnderGate(cell);
            return document;
        }
    }

    private static void StartFailed(MemoryCell cell)
    {
        lock (cell.Gate)
        {
            cell.IsStarting = false;
            RestUnderGate(cell);
        }
    }

    private static MemoryCell[] ChildrenOf(MemoryCell cell)
    {
        lock (cell.Gate)
        {
            return cell.Children is null ? [] : [.. cell.Children.Values];
        }
    }

    private static List<MemoryCell> DescendantsOf(MemoryCell cell)
    {
        // A cell has one parent, so that nothing is met twice.
        List<MemoryCell> found = [.. ChildrenOf(cell)];
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(ChildrenOf(found[i]));
        }

        return found;
    }

    internal MemoryCell Find(WorkflowId id) => _cells.TryGetValue(id, out var cell) ? cell : throw new DocumentNotFoundException(id.Key);

    private ValueTask<WorkflowInstance> CommandAsync(WorkflowId id, Func<WorkflowMachine, string?> command)
    {
        ObjectDisposedException.ThrowIf(IsStopping, this);
        var cell = Find(id);
        string? problem = null;
        Apply(cell, machine => problem = command(machine));
        foreach (var child in DescendantsOf(cell))
        {
            // Whether they stand still follows from this one; for those that have ended nothing does.
            if (!child.IsAtRest)
            {
                Apply(child, static _ => { });
            }
        }

        return problem is null ? ValueTask.FromResult(Show(cell)) : throw new WorkflowStateException(id, problem);
    }
}
