using RepoTickets.Telemetry;

namespace RepoTickets.Workflows.Engine;

/// <content>What of the engine is measured. Everything else calls into here; nothing is computed while nobody listens.</content>
internal sealed partial class StoreWorkflowEngine
{
    private WorkflowsTelemetry Telemetry => _environment.Agents.Telemetry;

    /// <summary>For gauges: what runs here now.</summary>
    private EngineLoad ReadLoad()
    {
        var load = new EngineLoad(0, 0);
        foreach (var cell in _cells.Values)
        {
            var steps = cell.Running.Count;
            load = steps == 0 ? load : new(load.Workflows + 1, load.Steps + steps);
        }

        return load;
    }

    /// <summary>Measures one transition.</summary>
    private async ValueTask<TransitionResult?> DriveMeasuredAsync(
        WorkflowCell cell,
        Func<WorkflowTransition, ValueTask<bool>> input,
        ValueList<DocumentChange> changes,
        CodeCall? call,
        CancellationToken cancellationToken)
    {
        var running = Telemetry.Operations.Start(WorkflowOperations.Transition);
        running?.About(cell.Id.Key);
        try
        {
            var result = await _driver.DriveAsync(cell, input, changes, call is not null, cancellationToken).ConfigureAwait(false);
            if (result is null && call is not null && cell.Grant is not null)
            {
                Telemetry.Workflows.CountLease("lost");
            }

            running?.Tag("repotickets.outcome", result is null ? "dropped" : result.IsStored ? "stored" : "unchanged");
            running?.Succeed();
            return result;
        }
        catch (Exception exception)
        {
            running?.Fail(exception);
            throw;
        }
    }
}
