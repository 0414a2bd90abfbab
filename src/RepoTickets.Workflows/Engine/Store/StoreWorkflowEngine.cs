using System.Collections.Concurrent;
using RepoTickets.Workflows.Committing;
using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Engine;

/// <summary>The engine on a store.</summary>
internal sealed partial class StoreWorkflowEngine : IWorkflowEngine, IAsyncDisposable
{
    private readonly WorkflowEnvironment _environment;
    private readonly WorkflowEffects _effects;
    private readonly WorkflowDriver _driver;
    private readonly WorkflowWatch _watch = new();
    private readonly WorkflowCatalogue _catalogue;
    private readonly ConcurrentDictionary<WorkflowId, WorkflowCell> _cells = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _codeSlots;

    internal StoreWorkflowEngine(WorkflowEnvironment environment)
    {
        _environment = environment;
        _effects = new(environment);
        _catalogue = new(environment.Store);
        _driver = new(environment, _effects, _stopping.Token);
        _codeSlots = new(environment.Options.MaximumRunningSteps);
        _stop = new(StopOnceAsync, environment.Options.ShutdownTimeout, environment.Time);
        Telemetry.Workflows.Add(this, ReadLoad);
        _drive = new(DriveAsync);
    }

    private ITicketStore Store => _environment.Store;

    public async ValueTask<WorkflowInstance> StartAsync(
        WorkflowDefinition definition, WorkflowStart? start = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return await StartAsync(_environment.Definitions.Prepare(definition), start ?? new(), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<WorkflowInstance> StartAsync(
        string definition, WorkflowStart? start = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(definition);
        var prepared = await _environment.Definitions
            .FindAsync(Store, definition, start?.DefinitionVersion, cancellationToken).ConfigureAwait(false);
        return await StartAsync(prepared, start ?? new(), cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<WorkflowInstance> PauseAsync(WorkflowId id, string reason = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return CommandAsync(id, machine => machine.Pause(reason), cancellationToken);
    }

    public ValueTask<WorkflowInstance> ResumeAsync(WorkflowId id, CancellationToken cancellationToken = default) =>
        CommandAsync(id, static machine => machine.Resume(), cancellationToken);

    public ValueTask<WorkflowInstance> CancelAsync(WorkflowId id, string reason = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return CommandAsync(id, machine => machine.Cancel(reason), cancellationToken);
    }

    public ValueTask<WorkflowInstance> SignalAsync(
        WorkflowId id, string name, WorkflowValue value = default, CancellationToken cancellationToken = default)
    {
        SignalName.Check(name);
        return CommandAsync(id, machine => machine switch
        {
            { Run.IsEnded: true } => "it has ended and takes no signals",
            _ when WorkflowJson.Write(value).Length > _environment.Options.MaximumResultLength =>
                $"the signal's value is longer than {_environment.Options.MaximumResultLength} characters",
            _ => machine.Signal(name, value)
                ? null
                : $"it keeps {WorkflowInstance.MaximumSignals} signals already, which no step has taken",
        }, cancellationToken);
    }

    public ValueTask<WorkflowInstance> ApproveAsync(
        WorkflowId id, string step, string person, string comment = "", CancellationToken cancellationToken = default) =>
        AnswerAsync(id, step, isApproved: true, person, comment, cancellationToken);

    public ValueTask<WorkflowInstance> RejectAsync(
        WorkflowId id, string step, string person, string comment = "", CancellationToken cancellationToken = default) =>
        AnswerAsync(id, step, isApproved: false, person, comment, cancellationToken);

    public ValueTask<WorkflowInstance> RetryStepAsync(WorkflowId id, string step, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(step);
        return CommandAsync(id, machine => machine.Retry(step), cancellationToken);
    }

    public async ValueTask<WorkflowInstance> AdoptAsync(WorkflowId id, CancellationToken cancellationToken = default)
    {
        var workflow = await GetAsync(id, cancellationToken).ConfigureAwait(false) ?? throw new DocumentNotFoundException(id.Key);
        if (await Store.GetAsync(WorkflowLease.KeyOf(id), cancellationToken).ConfigureAwait(false) is null)
        {
            // What was under way in the other clone must not be taken for something that this one has begun.
            var lease = _effects.NewLease(id) with { Token = HighestToken(workflow) + 1 };
            await Store.CommitAsync(
                new(DocumentChange.Create(lease), DocumentChange.Require(id.Key, workflow.Version))
                {
                    Source = WorkflowEnvironment.Source, CorrelationId = id.Value,
                },
                cancellationToken).ConfigureAwait(false);
        }

        _watch.Note(workflow, isOwn: false);
        return workflow;
    }

    public async ValueTask<WorkflowInstance?> GetAsync(WorkflowId id, CancellationToken cancellationToken = default) =>
        (WorkflowInstance?)await Store.GetAsync(id.Key, cancellationToken).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<WorkflowInstance>> QueryAsync(
        WorkflowStatus? status = null, TicketId? ticket = null, CancellationToken cancellationToken = default) =>
        QueryAsync(new WorkflowQuery { Status = status, TicketId = ticket }, cancellationToken);

    public async ValueTask<IReadOnlyList<WorkflowInstance>> QueryAsync(WorkflowQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Check();
        var found = new List<WorkflowInstance>();
        foreach (var id in await _catalogue.FindAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (found.Count == query.Take)
            {
                break;
            }

            // It is given as it is now: what has changed since the look into the catalogue may not match any more.
            if (await TryReadAsync(id, cancellationToken).ConfigureAwait(false) is { } workflow && query.Matches(workflow))
            {
                found.Add(workflow);
            }
        }

        return found;
    }

    private async ValueTask<WorkflowInstance?> TryReadAsync(WorkflowId id, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentFaultException)
        {
            // One broken file stops no listing; the store's faults tell of it.
            return null;
        }
    }

    private static long HighestToken(WorkflowInstance workflow)
    {
        var highest = 0L;
        foreach (var step in workflow.Steps)
        {
            highest = Math.Max(highest, step.Token);
            foreach (var item in step.Items)
            {
                highest = Math.Max(highest, item.Token);
            }
        }

        return highest;
    }

    private ValueTask<WorkflowInstance> AnswerAsync(
        WorkflowId id, string step, bool isApproved, string person, string comment, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(step);
        ArgumentException.ThrowIfNullOrWhiteSpace(person);
        ArgumentNullException.ThrowIfNull(comment);
        return CommandAsync(id, machine => machine.Answer(step, isApproved, person, comment), cancellationToken);
    }

    /// <summary>Applies what somebody asks for; refused when the machine says why not.</summary>
    private async ValueTask<WorkflowInstance> CommandAsync(
        WorkflowId id, Func<WorkflowMachine, string?> command, CancellationToken cancellationToken)
    {
        var result = await TransitAsync(id, async transition =>
        {
            if (transition.Lease is null)
            {
                throw new WorkflowStateException(
                    id, "it came from another clone and is not run here; adopt it first, once it is no longer run there");
            }

            // What has happened by now comes first: a task that was completed before the cancellation is completed.
            await LookAsync(transition, CancellationToken.None).ConfigureAwait(false);
            if (command(transition.Machine) is { } problem)
            {
                throw new WorkflowStateException(id, problem);
            }

            // What was resumed may find that what it waits for has happened meanwhile.
            await LookAsync(transition, CancellationToken.None).ConfigureAwait(false);
            return true;
        }, [], null, cancellationToken).ConfigureAwait(false);
        return result!.Workflow;
    }

    private async ValueTask<TransitionResult?> TransitAsync(
        WorkflowId id,
        Func<WorkflowTransition, ValueTask<bool>> input,
        ValueList<DocumentChange> changes,
        CodeCall? call,
        CancellationToken cancellationToken)
    {
        var cell = await EnterAsync(id, cancellationToken).ConfigureAwait(false);
        try
        {
            if (call is not null && (cell != call.Cell || !IsCurrent(call)))
            {
                return null;
            }

            var result = await DriveMeasuredAsync(cell, input, changes, call, cancellationToken).ConfigureAwait(false);
            if (result is not null)
            {
                if (call is not null)
                {
                    // Its code has ended: there is nothing to stop any more when the same step begins again.
                    cell.Running.TryRemove(KeyValuePair.Create(call.Step, call.Stop));
                }

                Took(cell, result);
            }

            return result;
        }
        finally
        {
            cell.Turn.Release();
        }
    }

    /// <summary>A transition is through: what it asked for is begun, and whoever waits for it is told.</summary>
    private void Took(WorkflowCell cell, TransitionResult result)
    {
        _watch.Note(result.Workflow, isOwn: true, remember: result.IsStored);
        foreach (var action in result.Actions)
        {
            switch (action.Kind)
            {
                case MachineActionKind.RunCode:
                    BeginCode(cell, result.Workflow, result.Machine, action);
                    break;
                case MachineActionKind.StopCode:
                    StopCode(cell, action.Unit.Name);
                    break;
                default:
                    // The parts of a workflow look at it when it has changed, and find that they are not wanted any more.
                    _watch.Want(action.Child);
                    break;
            }
        }

        StopWhatIsCalledOff(cell, result.Workflow);
        cell.HasEnded = result.Workflow.IsEnded;
        RetireWhenDone(cell);
        _waiters.Wake(cell.Id);
        var now = _environment.Now;
        if (_watch.HasPassed(cell.Id, now) && result.Machine.NextDue(now) is { } later)
        {
            // What was due waits for a place that another step has, and the watch knows one time only.
            _watch.WantAt(cell.Id, later);
        }

        if (_watch.NextDue(now) is { } due && due.UtcTicks < Volatile.Read(ref _sleepsUntil))
        {
            // Something else has to be looked at, now or before the loop would wake. The transition itself is through.
            Pulse();
        }
    }

    /// <summary>The workflow's cell, with its turn.</summary>
    private async ValueTask<WorkflowCell> EnterAsync(WorkflowId id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var cell = _cells.GetOrAdd(id, static id => new(id));
            await cell.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (!cell.IsRetired)
            {
                return cell;
            }

            cell.Turn.Release();
        }
    }

    /// <summary>Under the turn: whoever waits for it takes the next cell.</summary>
    private void RetireWhenDone(WorkflowCell cell)
    {
        if (cell.HasEnded && cell.Running.IsEmpty)
        {
            cell.IsRetired = true;
            _cells.TryRemove(KeyValuePair.Create(cell.Id, cell));
        }
    }
}
