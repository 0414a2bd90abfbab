using RepoTickets.Batch.Planning;

namespace RepoTickets.Batch.Execution;

/// <summary>
/// Runs a batch as one commit: plan, validate, apply what is outside the store, commit; undo when the commit does not happen.
/// </summary>
internal sealed class AtomicRun(BatchRun run)
{
    internal const string Source = BatchCommits.Source;

    private readonly AppliedOperations _applied = new(run);
    private readonly Committer _committer = new(run.Environment, run.Session.BatchId);

    internal async ValueTask<BatchOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var planned = await run.PlanAsync(null, cancellationToken).ConfigureAwait(false);
        run.Ledger.AddErrors(planned.SelectMany(static unit => unit.Errors));
        CheckSize(planned);
        if (run.IsDryRun)
        {
            Preview(planned);
            return BatchOutcome.Planned;
        }

        if (run.Ledger.HasErrors)
        {
            return BatchOutcome.Refused;
        }

        var outcome = BatchOutcome.RolledBack;
        try
        {
            outcome = await ApplyAsync(cancellationToken).ConfigureAwait(false)
                ? await CommitAsync(planned, cancellationToken).ConfigureAwait(false)
                : BatchOutcome.RolledBack;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            outcome = BatchOutcome.Cancelled;
        }
        finally
        {
            if (outcome is not (BatchOutcome.Committed or BatchOutcome.Unknown))
            {
                await _applied.UndoAllAsync().ConfigureAwait(false);
            }
        }

        return outcome;
    }

    private void CheckSize(PlannedUnit[] planned)
    {
        var count = planned.Count(static unit => !unit.IsWrong && unit.ToChange() is not null);
        if (count > ChangeSet.MaximumChanges)
        {
            run.Ledger.AddError(
                $"The batch changes {count} documents; an atomic one changes at most {ChangeSet.MaximumChanges}. " +
                "Split it, or run it as best effort.");
        }
    }

    private void Preview(PlannedUnit[] planned)
    {
        foreach (var unit in planned)
        {
            if (!unit.IsWrong)
            {
                run.Ledger.Preview(unit, unit.ToChange());
            }
        }

        for (var i = 0; i < run.Operations.Count; i++)
        {
            if (run.Operations[i] is CustomOperation && run.Ledger.StatusOf(i) == BatchItemStatus.NotDone)
            {
                run.Ledger.SetStatus(i, BatchItemStatus.Planned);
            }
        }
    }

    private async ValueTask<bool> ApplyAsync(CancellationToken cancellationToken)
    {
        foreach (var index in run.Blueprint.Order)
        {
            if (run.Operations[index] is CustomOperation)
            {
                run.Progress.Report(_applied.Applied.Count, BatchPhase.Applying);
                if (!await _applied.TryApplyAsync(index, cancellationToken).ConfigureAwait(false))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private async ValueTask<BatchOutcome> CommitAsync(PlannedUnit[] planned, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var writing = Writing(planned, out var changes);
            if (changes.Count == 0)
            {
                Settle(planned, writing, []);
                return BatchOutcome.Committed;
            }

            run.Progress.Report(0, BatchPhase.Committing);
            run.Ledger.Attempts++;
            var answer = await _committer.CommitAsync(ChangeSetOf(changes), cancellationToken).ConfigureAwait(false);
            if (answer.State == CommitState.Committed)
            {
                Settle(planned, writing, answer.Documents);
                run.Ledger.AddPosition(answer.Position);
                return BatchOutcome.Committed;
            }

            if (answer.State == CommitState.Unknown || !CanRetry(answer.Failure!, planned, cancellationToken))
            {
                return Fail(answer, planned, cancellationToken);
            }

            planned = await run.PlanAsync(planned, cancellationToken).ConfigureAwait(false);
            if (Array.Exists(planned, static unit => unit.IsWrong))
            {
                run.Ledger.AddErrors(planned.SelectMany(static unit => unit.Errors));
                return BatchOutcome.RolledBack;
            }
        }
    }

    private List<int> Writing(PlannedUnit[] planned, out List<DocumentChange> changes)
    {
        var writing = new List<int>();
        changes = [];
        for (var i = 0; i < planned.Length; i++)
        {
            if (run.ToChange(planned[i]) is { } change)
            {
                writing.Add(i);
                changes.Add(change);
            }
        }

        return writing;
    }

    private ChangeSet ChangeSetOf(List<DocumentChange> changes) =>
        new([.. changes])
        {
            Source = Source,
            CorrelationId = run.Session.BatchId,
            CausationId = run.CausationId,
            MayReuseIdentifiers = run.MayReuseIdentifiers,
        };

    private void Settle(PlannedUnit[] planned, List<int> writing, IReadOnlyList<Document?> documents)
    {
        var stored = new Document?[planned.Length];
        for (var i = 0; i < planned.Length; i++)
        {
            stored[i] = planned[i].Before;
        }

        for (var i = 0; i < writing.Count; i++)
        {
            stored[writing[i]] = documents[i];
        }

        for (var i = 0; i < planned.Length; i++)
        {
            run.Ledger.Settle(planned[i], stored[i]);
            run.Session.Note(planned[i].Unit, stored[i]);
        }
    }

    private bool CanRetry(Exception failure, PlannedUnit[] planned, CancellationToken cancellationToken) =>
        failure is VersionConflictException conflict
        && run.Policy != ConflictPolicy.Fail
        && run.Ledger.Attempts < run.Environment.Options.MaximumAttempts
        && !cancellationToken.IsCancellationRequested
        && Array.Exists(planned, unit => unit.Unit.Key == conflict.Key && unit.Unit.Shape is (UnitShape.Update or UnitShape.Delete));

    private BatchOutcome Fail(CommitAnswer answer, PlannedUnit[] planned, CancellationToken cancellationToken)
    {
        if (answer.Failure is OperationCanceledException && cancellationToken.IsCancellationRequested &&
            answer.State == CommitState.NotCommitted)
        {
            return BatchOutcome.Cancelled;
        }

        var reason = Describing.Reason(answer.Failure!);
        if (answer.State == CommitState.Unknown)
        {
            run.Ledger.AddError($"Whether the batch was committed is not known; look for its id in the feed. {reason}");
            foreach (var unit in planned)
            {
                run.Ledger.SetUnit(unit.Unit, BatchItemStatus.Unknown);
            }

            return BatchOutcome.Unknown;
        }

        if (Culprit.Find(answer.Failure!, planned) is { } culprit)
        {
            var index = culprit.Unit.Operations[0];
            var attempts = answer.Failure is VersionConflictException && run.Ledger.Attempts > 1
                ? $" So it was at each of {run.Ledger.Attempts} attempts."
                : "";
            run.Ledger.AddError(Describing.Error(index, run.Operations[index], reason + attempts));
        }
        else
        {
            run.Ledger.AddError(reason);
        }

        return BatchOutcome.RolledBack;
    }
}
