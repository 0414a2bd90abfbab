using System.Globalization;
using RepoTickets.Batch.Planning;

namespace RepoTickets.Batch.Execution;

/// <summary>Runs batches on a store. Keeps nothing between them.</summary>
internal sealed class StoreBatchExecutor(BatchEnvironment environment) : IBatchExecutor
{
    internal const string IdPrefix = "batch-";

    public ValueTask<BatchResult> ExecuteAsync(
        TicketBatch batch, IProgress<BatchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return ExecuteAsync(batch, NewSession(), progress, cancellationToken);
    }

    public async ValueTask<BatchResult> DeleteAsync(
        TicketQuery query, TicketBatch? settings = null, IProgress<BatchProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (settings?.Operations.Count > 0)
        {
            throw new ArgumentException("The batch says how to delete and must have no operations of its own.", nameof(settings));
        }

        var found = await environment.Store.QueryAsync(query, cancellationToken).ConfigureAwait(false);
        var batch = new TicketBatch(found.Tickets.Select(static ticket => BatchOperation.Delete(ticket.Id)))
        {
            Mode = settings?.Mode,
            ConflictPolicy = settings?.ConflictPolicy,
            IsDryRun = settings?.IsDryRun ?? false,
            CausationId = settings?.CausationId,
        };
        return await ExecuteAsync(batch, progress, cancellationToken).ConfigureAwait(false);
    }

    internal BatchSession NewSession(bool isPartOfStream = false) =>
        new(IdPrefix + environment.Identifiers.NextBits().ToString("x16", CultureInfo.InvariantCulture))
        {
            IsPartOfStream = isPartOfStream,
        };

    internal ValueTask<BatchResult> ExecuteAsync(
        TicketBatch batch, BatchSession session, IProgress<BatchProgress>? progress, CancellationToken cancellationToken) =>
        environment.Telemetry.Operations.RunAsync(BatchTelemetry.Run, async running =>
        {
            running?.Note("batch_id", session.BatchId);
            running?.Tag("repotickets.batch.id", session.BatchId);
            running?.Tag("repotickets.operations", batch.Operations.Count);
            var result = await ExecuteCoreAsync(batch, session, progress, cancellationToken).ConfigureAwait(false);
            running?.Tag("repotickets.errors", result.Errors.Count);
            environment.Telemetry.Count(result);
            return result;
        });

    private async ValueTask<BatchResult> ExecuteCoreAsync(
        TicketBatch batch, BatchSession session, IProgress<BatchProgress>? progress, CancellationToken cancellationToken)
    {
        var started = environment.TimeProvider.GetTimestamp();
        var mode = batch.Mode ?? environment.Options.Mode;
        var operations = batch.Operations.Select(session.Resolve).ToArray();
        var run = new BatchRun
        {
            Environment = environment,
            Session = session,
            Blueprint = BlueprintMaker.Make(operations),
            Policy = batch.ConflictPolicy ?? environment.Options.ConflictPolicy,
            IsDryRun = batch.IsDryRun,
            CausationId = batch.CausationId,
            MayReuseIdentifiers = batch.MayReuseIdentifiers,
            Ledger = new(operations),
            Progress = new(progress, operations.Length, session.BatchId, environment.Logger),
        };
        var outcome = await RunAsync(run, mode, cancellationToken).ConfigureAwait(false);
        run.Progress.Report(run.Ledger.DoneCount, BatchPhase.Finished);
        var result = run.Ledger.Build(session.BatchId, outcome, batch.IsDryRun, environment.TimeProvider.GetElapsedTime(started));
        Log.Finished(
            environment.Logger, session.BatchId, operations.Length, outcome, result.Duration.TotalMilliseconds, result.Errors.Count);
        if (mode == BatchMode.BestEffort && !session.IsPartOfStream)
        {
            await SummarizeAsync(BatchSummary.None(session.BatchId).Plus(result)).ConfigureAwait(false);
        }

        return result;
    }

    /// <summary>Publishes the summary. The batch has happened whatever becomes of it.</summary>
    internal async ValueTask SummarizeAsync(BatchSummary summary)
    {
        try
        {
            await summary.PublishAsync(environment.Publisher).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A summary that does not arrive does not undo commits; it is logged.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.SummaryFailed(environment.Logger, summary.BatchId, exception);
        }
    }

    private async ValueTask<BatchOutcome> RunAsync(BatchRun run, BatchMode mode, CancellationToken cancellationToken)
    {
        run.Ledger.AddErrors(run.Blueprint.Errors);
        if (run.Operations.Count > environment.Options.MaximumOperations)
        {
            run.Ledger.AddError(
                $"The batch has {run.Operations.Count} operations; " +
                $"at most {environment.Options.MaximumOperations} are allowed (MaximumOperations). Split it.");
            return run.IsDryRun ? BatchOutcome.Planned : BatchOutcome.Refused;
        }

        try
        {
            return mode == BatchMode.Atomic || run.Blueprint.IsCyclic
                ? await new AtomicRun(run).RunAsync(cancellationToken).ConfigureAwait(false)
                : await new BestEffortRun(run).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return BatchOutcome.Cancelled;
        }
        catch (RepoTicketsException exception)
        {
            run.Ledger.AddError(Describing.Reason(exception));
            return run.Ledger.HasCommits ? BatchOutcome.PartlyCommitted
            : run.Ledger.Attempts > 0 ? BatchOutcome.RolledBack
            : BatchOutcome.Refused;
        }
    }
}
