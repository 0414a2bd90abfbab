using RepoTickets.Batch.Planning;

namespace RepoTickets.Batch.Execution;

/// <summary>Runs a batch in parts: each part is one commit, and what a part is refused for is taken out of it and reported.</summary>
internal sealed class BestEffortRun(BatchRun run)
{
    internal const string Source = "batch.part";

    private readonly AppliedOperations _applied = new(run);
    private StepStates _steps = null!;
    private PartCommitter _parts = null!;
    private int _done;

    internal async ValueTask<BatchOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var planned = await run.PlanAsync(null, cancellationToken).ConfigureAwait(false);
        _steps = new(run, planned);
        _parts = new(run, _steps);
        _steps.FailWrongOnes();
        if (run.IsDryRun)
        {
            Preview(planned);
            return BatchOutcome.Planned;
        }

        var isCancelled = false;
        try
        {
            await RunStepsAsync(cancellationToken).ConfigureAwait(false);
            isCancelled = _parts.IsCancelled;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            isCancelled = true;
        }
        finally
        {
            if (!_parts.IsUnknown)
            {
                await UndoUselessAsync().ConfigureAwait(false);
            }
        }

        return _parts.IsUnknown ? BatchOutcome.Unknown
            : isCancelled ? BatchOutcome.Cancelled
            : !run.Ledger.HasErrors ? BatchOutcome.Committed
            : run.Ledger.IsAnythingDone ? BatchOutcome.PartlyCommitted
            : BatchOutcome.Refused;
    }

    private async ValueTask RunStepsAsync(CancellationToken cancellationToken)
    {
        var part = new List<int[]>();
        var count = 0;
        foreach (var group in _steps.Graph.Groups)
        {
            var units = Array.FindAll(group, _steps.IsUnit);
            if (units.Length < group.Length)
            {
                if (!await FlushAsync(part, cancellationToken).ConfigureAwait(false))
                {
                    return;
                }

                count = 0;
                await ApplyAsync(group, cancellationToken).ConfigureAwait(false);
            }

            if (units.Length > 0)
            {
                part.Add(units);
                count += units.Length;
            }

            if (count >= run.Environment.Options.ChunkSize)
            {
                if (!await FlushAsync(part, cancellationToken).ConfigureAwait(false))
                {
                    return;
                }

                count = 0;
            }
        }

        if (await FlushAsync(part, cancellationToken).ConfigureAwait(false))
        {
            await _parts.CommitPostponedAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> FlushAsync(List<int[]> part, CancellationToken cancellationToken)
    {
        var goesOn = part.Count == 0 || await _parts.CommitAsync([.. part], cancellationToken).ConfigureAwait(false);
        _done += part.Sum(group => group.Sum(step => _steps[step].Unit.Operations.Count));
        part.Clear();
        run.Progress.Report(_done, BatchPhase.Committing);
        return goesOn;
    }

    private async ValueTask ApplyAsync(int[] group, CancellationToken cancellationToken)
    {
        foreach (var step in group)
        {
            if (_steps.IsUnit(step) || _steps.FailIfBlocked(step))
            {
                continue;
            }

            run.Progress.Report(_done++, BatchPhase.Applying);
            var isApplied = await _applied.TryApplyAsync(_steps.FirstOperation(step), cancellationToken).ConfigureAwait(false);
            _steps.Set(step, isApplied ? StepState.Done : StepState.Failed);
        }
    }

    private void Preview(PlannedUnit[] planned)
    {
        foreach (var step in _steps.Graph.Groups.SelectMany(static group => group))
        {
            if (_steps.FailIfBlocked(step))
            {
                continue;
            }

            if (_steps.IsUnit(step))
            {
                run.Ledger.Preview(planned[step], planned[step].ToChange());
                run.Session.NotePlanned(planned[step].Unit);
            }
            else
            {
                run.Ledger.SetStatus(_steps.FirstOperation(step), BatchItemStatus.Planned);
            }
        }
    }

    /// <summary>Undoes what was applied for operations of which none was done.</summary>
    private async ValueTask UndoUselessAsync()
    {
        for (var i = _applied.Applied.Count - 1; i >= 0; i--)
        {
            var index = _applied.Applied[i];
            var dependants = Enumerable.Range(0, run.Operations.Count).Where(other => run.Blueprint.Needs[other].Contains(index)).ToList();
            if (dependants.Count > 0 &&
                dependants.TrueForAll(other => run.Ledger.StatusOf(other) is not (BatchItemStatus.Done or BatchItemStatus.Unchanged)))
            {
                await _applied.UndoAsync(index).ConfigureAwait(false);
            }
        }
    }
}
