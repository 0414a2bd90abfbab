using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets.Telemetry;

namespace RepoTickets.Workflows;

/// <summary>Spans and metrics of workflows, agents, their tasks and claims. Thread-safe.</summary>
internal sealed class WorkflowsTelemetry : IDisposable
{
    internal const string Name = "RepoTickets.Workflows";

    private static readonly ActivitySource Source = new(Name);

    private static readonly Lazy<WorkflowsTelemetry> WithoutHost = new(static () => new(null, TimeProvider.System, NullLogger.Instance));

    private readonly Meter _meter;
    private readonly GuardedCounter _claims;
    private readonly GuardedCounter _assignments;

    internal WorkflowsTelemetry(IMeterFactory? factory, TimeProvider time, ILogger logger)
    {
        _meter = factory?.Create(Name) ?? new Meter(Name);
        Operations = new(new()
        {
            Source = Source,
            Meter = _meter,
            Prefix = "repotickets.workflows",
            Time = time,
            Logger = logger,
            Ended = WorkflowsLog.OperationEnded,
            Failed = WorkflowsLog.OperationFailed,
        });
        _claims = Operations.CreateCounter(
            "repotickets.claims", "{claim}", "Claims that were granted, not to be had, resumed, renewed, given back, expired or lost.");
        _assignments = Operations.CreateCounter(
            "repotickets.agents.assignments", "{task}", "Tasks that distribution assigned or refused.");
        Workflows = new(_meter, Operations);
    }

    /// <summary>For services without a host, which share one.</summary>
    internal static WorkflowsTelemetry Shared => WithoutHost.Value;

    internal OperationTelemetry Operations { get; }

    internal WorkflowInstruments Workflows { get; }

    public void Dispose() => _meter.Dispose();

    /// <summary>Counts what became of a claim.</summary>
    internal void CountClaim(string outcome) => _claims.AddOutcome(outcome);

    /// <summary>Counts what became of the requests of one distribution.</summary>
    internal void CountAssignments(DistributionResult result)
    {
        if (_assignments.Enabled)
        {
            _assignments.AddOutcome("assigned", result.Assigned);
            _assignments.AddOutcome("refused", result.Refused);
        }
    }
}
