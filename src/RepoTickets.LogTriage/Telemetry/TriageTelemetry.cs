using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets.Telemetry;

namespace RepoTickets.LogTriage;

/// <summary>Spans and metrics of triage and its remotes. Nothing is computed while nobody listens. Thread-safe.</summary>
internal sealed class TriageTelemetry : IDisposable
{
    internal const string Name = "RepoTickets.LogTriage";

    private const string Prefix = "repotickets.triage";

    private static readonly ActivitySource Source = new(Name);

    private static readonly string[] Decisions =
        [.. Enum.GetValues<TriageDecision>().Select(static decision => NameOf(decision))];

    private static readonly Lazy<TriageTelemetry> WithoutHost = new(static () => new(null, TimeProvider.System, NullLogger.Instance));

    private readonly Meter _meter;
    private readonly GuardedCounter _records;
    private readonly GuardedCounter _outcomes;
    private readonly GuardedCounter _retries;
    private readonly GuardedCounter _deadLetters;
    private readonly GuardedCounter _remoteCalls;
    private readonly GuardedCounter _remoteRetries;
    private readonly GuardedCounter _breakerChanges;
    private readonly Histogram<double> _groupDuration;
    private readonly Histogram<double> _limitWait;

    internal TriageTelemetry(IMeterFactory? factory, TimeProvider time, ILogger logger)
    {
        _meter = factory?.Create(Name) ?? new Meter(Name);
        Time = time;
        Operations = new(new()
        {
            Source = Source,
            Meter = _meter,
            Prefix = Prefix,
            Time = time,
            Logger = logger,
            Ended = Log.OperationEnded,
            Failed = Log.OperationFailed,
        });
        _records = Count("records", "{record}", "Records by what became of them when they were read.");
        _outcomes = Count("outcomes", "{group}", "Groups by what became of them.");
        _retries = Count("retries", "{attempt}", "Attempts at groups that have to be made again.");
        _deadLetters = Count("dead_letters", "{group}", "Groups that were given up.");
        _remoteCalls = Count("remote.calls", "{call}", "Calls of remotes, repeats included, by how they ended.");
        _remoteRetries = Count("remote.retries", "{call}", "Calls of remotes that are made again.");
        _breakerChanges = Count("breaker.changes", "{change}", "Changes of the model's circuit breaker, by its state afterwards.");
        _groupDuration = Operations.CreateDuration($"{Prefix}.group.duration", "From handing a group on to its outcome.");
        _limitWait = Operations.CreateDuration($"{Prefix}.limit.wait.duration", "Waiting for a limit on calls, where there was a wait.");
        Gauges = new(_meter, Operations.Guard, Prefix);
    }

    /// <summary>For parts without a host, which share one.</summary>
    internal static TriageTelemetry Shared => WithoutHost.Value;

    internal OperationTelemetry Operations { get; }

    internal TriageGauges Gauges { get; }

    internal TimeProvider Time { get; }

    /// <summary>Somebody wants to know how long limits held calls up.</summary>
    internal bool MeasuresWaits => _limitWait.Enabled;

    public void Dispose() => _meter.Dispose();

    /// <summary>A record was read.</summary>
    internal void Record(string outcome) => _records.AddOutcome(outcome);

    /// <summary>A group has its outcome.</summary>
    internal void Settled(TriageOutcome outcome)
    {
        var name = OperationTelemetry.Outcome(Decisions[(int)outcome.Decision]);
        if (outcome.Strategy is { } strategy)
        {
            _outcomes.Add(name, new KeyValuePair<string, object?>("repotickets.strategy", strategy));
        }
        else
        {
            _outcomes.Add(name);
        }

        if (_groupDuration.Enabled)
        {
            Operations.Guard.Run(
                (_groupDuration, outcome.Elapsed, name),
                static state => state._groupDuration.Record(state.Elapsed.TotalSeconds, state.name));
        }

        if (outcome.Decision == TriageDecision.DeadLettered)
        {
            _deadLetters.Add();
        }
    }

    internal void Retried() => _retries.Add();

    /// <summary>
    /// A call of a remote has ended: <c>succeeded</c>, <c>refused</c>, <c>failed</c>, <c>timed_out</c> or <c>cancelled</c>.
    /// </summary>
    internal void RemoteCalled(string remote, string outcome) =>
        _remoteCalls.Add(new("repotickets.remote", remote), OperationTelemetry.Outcome(outcome));

    internal void RemoteRetried(string remote) => _remoteRetries.Add(new("repotickets.remote", remote));

    internal void BreakerBecame(string state) => _breakerChanges.AddOutcome(state);

    /// <summary>A limit held a call up for this long.</summary>
    internal void Waited(TimeSpan wait)
    {
        if (_limitWait.Enabled)
        {
            Operations.Guard.Run((_limitWait, wait), static state => state._limitWait.Record(state.wait.TotalSeconds));
        }
    }

    private GuardedCounter Count(string name, string unit, string description) =>
        Operations.CreateCounter($"{Prefix}.{name}", unit, description);

    internal static string NameOf(TriageDecision decision) => decision switch
    {
        TriageDecision.Created => "created",
        TriageDecision.Simulated => "simulated",
        TriageDecision.Duplicate => "duplicate",
        TriageDecision.Skipped => "skipped",
        TriageDecision.CapReached => "cap_reached",
        TriageDecision.Deferred => "deferred",
        TriageDecision.DeadLettered => "dead_lettered",
        _ => "interrupted",
    };
}
