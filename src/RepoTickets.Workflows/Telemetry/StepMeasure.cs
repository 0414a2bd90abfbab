namespace RepoTickets.Workflows;

/// <summary>Measures one attempt of a step of code, with span, duration and outcome, for engines of every kind.</summary>
internal static class StepMeasure
{
    /// <summary>Runs the code; what it throws is its failure, or that it was stopped.</summary>
    internal static async ValueTask<StepResult?> RunAsync(
        WorkflowsTelemetry telemetry, TimeProvider time, StepContext context, WorkflowStepFunction function, CancellationToken stop)
    {
        var running = telemetry.Operations.Start(WorkflowOperations.Step);
        running?.About(context.WorkflowId.Key);
        running?.Note("step", context.Step);
        running?.Tag("repotickets.workflow.step", context.Step);
        running?.Tag("repotickets.attempt", context.Attempt);
        if (context.TicketId is { } ticket)
        {
            running?.About(ticket.Key);
        }

        long? start = telemetry.Workflows.MeasuresSteps ? time.GetTimestamp() : null;
        try
        {
            var result = await function(context, stop).ConfigureAwait(false);
            var outcome = result?.Error is null && result is not null ? "completed" : "failed";
            Ended(outcome);
            running?.Tag("repotickets.outcome", outcome);
            running?.Succeed();
            return result;
        }
        catch (Exception exception)
        {
            Ended(stop.IsCancellationRequested ? "stopped" : "failed");
            running?.Fail(stop.IsCancellationRequested ? new OperationCanceledException(stop) : exception);
            throw;
        }

        void Ended(string outcome)
        {
            if (start is { } from)
            {
                telemetry.Workflows.StepRan(time.GetElapsedTime(from), outcome);
            }
        }
    }
}
