using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace RepoTickets.Telemetry;

/// <summary>
/// An operation that somebody listens to, from its start to its one end. Identifiers go into spans and logging scopes, never into metrics;
/// texts of tickets go nowhere.
/// </summary>
internal sealed class RunningOperation
{
    private readonly OperationTelemetry _telemetry;
    private readonly OperationTelemetryParts _parts;
    private readonly Operation _operation;
    private readonly long _start;
    private readonly Activity? _before;
    private readonly Activity? _activity;
    private readonly LogFields? _fields;
    private readonly IDisposable? _scope;

    internal RunningOperation(
        OperationTelemetry telemetry, OperationTelemetryParts parts, Operation operation, bool isLogged, IEnumerable<ActivityLink>? links)
    {
        _telemetry = telemetry;
        _parts = parts;
        _operation = operation;
        _start = parts.Time.GetTimestamp();
        _before = Activity.Current;
        _activity = telemetry.Guard.Ask(
            (parts.Source, operation.Name, links),
            static state => state.Source.HasListeners()
                ? state.Source.StartActivity(state.Name, ActivityKind.Internal, parentContext: default, tags: null, state.links)
                : null,
            otherwise: null);
        if (_activity is null)
        {
            // A listener that threw at the start has left its span as the current one.
            Restore();
        }

        if (telemetry.Composition is { } composition)
        {
            _activity?.SetTag(OperationTelemetry.CompositionTag, composition);
        }

        if (isLogged)
        {
            _fields = new(operation.Name, parts.Time, _start);
            if (telemetry.Composition is { } name)
            {
                _fields.Set("composition", name);
            }

            _scope = telemetry.Guard.Ask(
                (parts.Logger, Fields: _fields), static state => state.Logger.BeginScope(state.Fields), otherwise: null);
        }
    }

    /// <summary>Names a document that the operation is about. Placeholders are passed over: they are no identifiers yet.</summary>
    internal void About(DocumentKey key)
    {
        if (key.Id is null or [] or ['?', ..])
        {
            return;
        }

        var (field, tag) = key.Kind switch
        {
            DocumentKind.Ticket or DocumentKind.Lease => ("ticket_id", "repotickets.ticket.id"),
            DocumentKind.Epic => ("epic_id", "repotickets.epic.id"),
            DocumentKind.Agent => ("agent_id", "repotickets.agent.id"),
            DocumentKind.AgentTask => ("task_id", "repotickets.task.id"),
            DocumentKind.Workflow or DocumentKind.WorkflowLease => ("workflow_id", "repotickets.workflow.id"),
            _ => ("backlog_item_id", "repotickets.backlog_item.id"),
        };
        _fields?.Set(field, key.Id);
        _activity?.SetTag(tag, key.Id);
    }

    /// <summary>Names the only ticket, epic, agent … among these documents; of a kind with several none is named.</summary>
    internal void AboutOnly(IEnumerable<DocumentKey> keys)
    {
        foreach (var kind in keys.GroupBy(static key => key.Kind))
        {
            if (kind.Distinct().Take(2).ToArray() is [var only])
            {
                About(only);
            }
        }
    }

    /// <summary>Adds a field to the logging scope.</summary>
    internal void Note(string field, object? value) => _fields?.Set(field, value);

    /// <summary>Adds a tag to the span: numbers, identifiers, names of ours; no texts.</summary>
    internal void Tag(string name, object? value) => _activity?.SetTag(name, value);

    /// <summary>What it took before it was interrupted; counts with what it takes now.</summary>
    internal TimeSpan Earlier { private get; set; }

    /// <summary>
    /// Ends the span and the logging scope, and measures nothing: it goes on later, as another one, to which what it took is given.
    /// </summary>
    internal TimeSpan Interrupt()
    {
        Close();
        return Elapsed();
    }

    internal void Succeed()
    {
        var elapsed = Elapsed();
        _telemetry.Record(_operation, elapsed, errorType: null, isCancelled: false);
        Tell(elapsed, static (parts, name, milliseconds, _) => parts.Ended(parts.Logger, name, milliseconds), "");
        Close();
    }

    /// <summary>Ends it with an error. Only its type is told: its message may quote a ticket.</summary>
    internal void Fail(Exception exception)
    {
        var elapsed = Elapsed();
        var isCancelled = exception is OperationCanceledException;
        var type = isCancelled ? typeof(OperationCanceledException).FullName! : exception.GetType().FullName ?? exception.GetType().Name;
        _telemetry.Record(_operation, elapsed, type, isCancelled);
        _activity?.SetTag(OperationTelemetry.ErrorTag, type);
        if (!isCancelled)
        {
            _activity?.SetStatus(ActivityStatusCode.Error, type);
        }

        Tell(elapsed, static (parts, name, milliseconds, type) => parts.Failed(parts.Logger, name, milliseconds, type), type);
        Close();
    }

    private TimeSpan Elapsed() => Earlier + _parts.Time.GetElapsedTime(_start);

    private void Tell(TimeSpan elapsed, Action<OperationTelemetryParts, string, double, string> tell, string errorType)
    {
        if (_fields is not null)
        {
            _telemetry.Guard.Run(
                (_parts, _operation.Name, elapsed.TotalMilliseconds, errorType, tell),
                static state => state.tell(state._parts, state.Name, state.TotalMilliseconds, state.errorType));
        }
    }

    private void Close()
    {
        if (_scope is not null)
        {
            _telemetry.Guard.Run(_scope, static scope => scope.Dispose());
        }

        if (_activity is not null)
        {
            _telemetry.Guard.Run(_activity, static activity => activity.Stop());
            Restore();
        }
    }

    /// <summary>
    /// A listener that throws leaves the span that it was told of as the current one; later ones would become its children.
    /// </summary>
    private void Restore()
    {
        if (Activity.Current != _before)
        {
            Activity.Current = _before is { IsStopped: true } ? null : _before;
        }
    }
}
