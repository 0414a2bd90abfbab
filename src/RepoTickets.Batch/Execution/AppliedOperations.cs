using RepoTickets.Batch.Planning;

namespace RepoTickets.Batch.Execution;

/// <summary>Runs custom operations, and undoes them in reverse order when asked.</summary>
internal sealed class AppliedOperations(BatchRun run)
{
    private readonly List<int> _applied = [];

    internal IReadOnlyList<int> Applied => _applied;

    /// <summary>Runs one; false when it threw, which is then reported.</summary>
    /// <exception cref="OperationCanceledException">The batch is cancelled; the operation did not finish.</exception>
    internal async ValueTask<bool> TryApplyAsync(int index, CancellationToken cancellationToken)
    {
        var operation = (CustomOperation)run.Operations[index];
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await operation.Apply(cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever a custom operation throws is its failure and decides over the batch; it is reported.
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            run.Ledger.AddError(Describing.Error(index, operation, Describing.Reason(exception)));
            return false;
        }

        _applied.Add(index);
        run.Ledger.SetStatus(index, BatchItemStatus.Done);
        return true;
    }

    internal async ValueTask UndoAllAsync()
    {
        run.Progress.Report(0, BatchPhase.Undoing);
        for (var i = _applied.Count - 1; i >= 0; i--)
        {
            await UndoAsync(_applied[i]).ConfigureAwait(false);
        }

        _applied.Clear();
    }

    internal async ValueTask UndoAsync(int index)
    {
        var operation = (CustomOperation)run.Operations[index];
        run.Ledger.SetStatus(index, BatchItemStatus.NotDone);
        if (operation.Undo is null)
        {
            return;
        }

        try
        {
            await operation.Undo().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The other undos must run all the same; this one is reported and logged.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.UndoFailed(run.Environment.Logger, run.Session.BatchId, exception);
            run.Ledger.AddError(Describing.Error(index, operation, $"The undo failed: {Describing.Reason(exception)}"));
        }
    }
}
