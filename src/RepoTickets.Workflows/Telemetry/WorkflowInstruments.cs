using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using RepoTickets.Telemetry;

namespace RepoTickets.Workflows;

/// <summary>What an engine does at this moment, for gauges.</summary>
/// <param name="Workflows">Workflows whose code runs here.</param>
/// <param name="Steps">Steps whose code runs here or waits for room.</param>
internal readonly record struct EngineLoad(int Workflows, int Steps);

/// <summary>Counters and gauges of workflow engines; nothing is computed while nobody listens. Thread-safe.</summary>
internal sealed class WorkflowInstruments
{
    private const string Prefix = "repotickets.workflows";

    private readonly ListenerGuard _guard;
    private readonly GuardedCounter _transitions;
    private readonly GuardedCounter _steps;
    private readonly GuardedCounter _leases;
    private readonly Histogram<double> _stepDuration;

    /// <summary>
    /// Weakly: services without a host share their instruments for good, and an engine that nobody uses any more may be forgotten.
    /// </summary>
    private readonly ConditionalWeakTable<object, Func<EngineLoad>> _engines = [];

    internal WorkflowInstruments(Meter meter, OperationTelemetry operations)
    {
        _guard = operations.Guard;
        _transitions = operations.CreateCounter(
            $"{Prefix}.transitions", "{transition}", "Changes of workflows that were committed, by what the workflow is afterwards.");
        _steps = operations.CreateCounter($"{Prefix}.steps", "{step}", "Steps, and items of steps, by how they ended.");
        _leases = operations.CreateCounter(
            $"{Prefix}.leases", "{lease}",
            "Leases of workflows that were granted, taken over from an engine that let them run out, or lost.");
        _stepDuration = operations.CreateDuration($"{Prefix}.step.duration", "One attempt of a step of code, by how it ended.");
        _guard.Create(meter, meter => meter.CreateObservableGauge(
            $"{Prefix}.instances.running", () => Read().Workflows, "{workflow}", "Workflows whose code runs in this process."));
        _guard.Create(meter, meter => meter.CreateObservableGauge(
            $"{Prefix}.steps.running", () => Read().Steps, "{step}", "Steps of code that run in this process or wait for room."));
    }

    /// <summary>Somebody wants the durations of steps.</summary>
    internal bool MeasuresSteps => _stepDuration.Enabled;

    /// <summary>Has gauges ask an engine, until it is forgotten.</summary>
    internal void Add(object engine, Func<EngineLoad> read) => _engines.AddOrUpdate(engine, read);

    internal void Remove(object engine) => _engines.Remove(engine);

    /// <summary>Somebody wants to know of transitions or of steps that end.</summary>
    internal bool CountsTransitions => _transitions.Enabled || _steps.Enabled;

    /// <summary>A workflow was changed, and is in this state now.</summary>
    internal void Changed(WorkflowStatus status) => _transitions.AddOutcome(WorkflowNames.Of(status));

    /// <summary>A step, or an item of one, ended.</summary>
    internal void StepEnded(WorkflowStepStatus status) => _steps.AddOutcome(WorkflowNames.Of(status));

    /// <summary>A change of a workflow was committed.</summary>
    internal void Committed(WorkflowInstance before, WorkflowInstance after)
    {
        Changed(after.Status);
        if (_steps.Enabled)
        {
            CountEnded(before.Steps, after.Steps);
        }
    }

    /// <summary>A lease was granted, taken over or lost.</summary>
    internal void CountLease(string outcome) => _leases.AddOutcome(outcome);

    /// <summary>An attempt of code is over.</summary>
    internal void StepRan(TimeSpan elapsed, string outcome)
    {
        if (_stepDuration.Enabled)
        {
            _guard.Run(
                (_stepDuration, elapsed, outcome),
                static state => state._stepDuration.Record(state.elapsed.TotalSeconds, OperationTelemetry.Outcome(state.outcome)));
        }
    }

    private void CountEnded(ValueList<WorkflowStepState> before, ValueList<WorkflowStepState> after)
    {
        for (var i = 0; i < after.Count; i++)
        {
            var step = after[i];

            // Both lists are in the order of the definition, or of the items; only what is new stands behind.
            var former = i < before.Count && before[i].Id == step.Id ? before[i] : before.FirstOrDefault(other => other.Id == step.Id);
            if (ReferenceEquals(former, step))
            {
                continue;
            }

            if (HasEndedNow(former, step))
            {
                StepEnded(step.Status);
            }

            CountEnded(former?.Items ?? [], step.Items);
        }
    }

    /// <summary>Compensation ends a step a second time, as another outcome.</summary>
    private static bool HasEndedNow(WorkflowStepState? former, WorkflowStepState step) =>
        step.IsEnded && (former is null || former.Status != step.Status || former.Attempts != step.Attempts);

    private EngineLoad Read()
    {
        var (workflows, steps) = (0, 0);
        foreach (var (_, read) in _engines)
        {
            var load = read();
            (workflows, steps) = (workflows + load.Workflows, steps + load.Steps);
        }

        return new(workflows, steps);
    }
}
