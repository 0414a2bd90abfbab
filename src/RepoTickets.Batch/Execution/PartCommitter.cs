using RepoTickets.Batch.Planning;

namespace RepoTickets.Batch.Execution;

/// <summary>
/// Commits one part of a best-effort batch. When the store names the document that it refuses the part for, that one is taken out and the
/// rest is tried again; when it names none, the part is halved until the culprit is alone.
/// </summary>
internal sealed class PartCommitter(BatchRun run, StepStates steps)
{
    private const int PageSize = 16;

    private readonly Committer _committer = new(run.Environment, run.Session.BatchId);
    private readonly Dictionary<int, int> _conflicts = [];
    private readonly HashSet<int> _postponed = [];
    private readonly HashSet<int> _needed = [.. steps.Graph.Needs.SelectMany(static needs => needs)];
    private bool _isLast;

    internal bool IsCancelled { get; private set; }

    internal bool IsUnknown { get; private set; }

    /// <summary>
    /// Commits the deletions that were put off, all in one part: what still referred to their documents is gone by now, or is among them.
    /// </summary>
    /// <returns>False when the batch cannot go on.</returns>
    internal async ValueTask<bool> CommitPostponedAsync(CancellationToken cancellationToken)
    {
        _isLast = true;
        int[] last = [.. _postponed.Order()];
        _postponed.Clear();
        return last.Length == 0 ||
            await CommitAsync(Array.ConvertAll(last, static step => new[] { step }), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Commits what can be committed of a part.</summary>
    /// <param name="part">Groups of units; those of a group go into the same commit.</param>
    /// <param name="cancellationToken">Cancels until a commit begins.</param>
    /// <returns>False when the batch cannot go on.</returns>
    internal async ValueTask<bool> CommitAsync(int[][] part, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                IsCancelled = true;
                return false;
            }

            var units = Prune(part);
            var (writing, changes) = Writing(units);
            if (changes.Count == 0)
            {
                Settle(units, [], []);
                return true;
            }

            run.Ledger.Attempts++;
            var answer = await _committer.CommitAsync(ChangeSetOf(changes), cancellationToken).ConfigureAwait(false);
            if (answer.State == CommitState.Committed)
            {
                Settle(units, writing, answer.Documents);
                run.Ledger.AddPosition(answer.Position);
                return true;
            }

            if (answer.State == CommitState.Unknown)
            {
                return EndUnknown(units, answer.Failure!);
            }

            if (answer.Failure is OperationCanceledException && cancellationToken.IsCancellationRequested)
            {
                continue;
            }

            if (await TakeOutAsync(writing, answer.Failure!, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            return Culprit.IsStoreWide(answer.Failure!)
                ? EndStoreWide(units, answer.Failure!)
                : await HalveAsync(part, answer.Failure!, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The units that can still be done. Those of a group may need each other, hence the repetition.</summary>
    private List<int> Prune(int[][] part)
    {
        int before;
        List<int> units;
        do
        {
            before = part.Sum(group => group.Count(IsOpen));
            units = [.. part.SelectMany(static group => group).Where(step => IsOpen(step) && !steps.FailIfBlocked(step))];
        }
        while (units.Count != before);

        return units;
    }

    private bool IsOpen(int step) => steps.StateOf(step) == StepState.Pending && !_postponed.Contains(step);

    private (List<int> Writing, List<DocumentChange> Changes) Writing(List<int> units)
    {
        var writing = new List<int>(units.Count);
        var changes = new List<DocumentChange>(units.Count);
        foreach (var unit in units)
        {
            if (run.ToChange(steps[unit]) is { } change)
            {
                writing.Add(unit);
                changes.Add(change);
            }
        }

        return (writing, changes);
    }

    private ChangeSet ChangeSetOf(List<DocumentChange> changes) =>
        new([.. changes])
        {
            Source = BestEffortRun.Source,
            CorrelationId = run.Session.BatchId,
            CausationId = run.CausationId,
            MayReuseIdentifiers = run.MayReuseIdentifiers,
        };

    private void Settle(List<int> units, List<int> writing, IReadOnlyList<Document?> documents)
    {
        var stored = new Dictionary<int, Document?>(writing.Count);
        for (var i = 0; i < writing.Count; i++)
        {
            stored.Add(writing[i], documents[i]);
        }

        foreach (var unit in units)
        {
            var document = stored.TryGetValue(unit, out var written) ? written : steps[unit].Before;
            run.Ledger.Settle(steps[unit], document);
            run.Session.Note(steps[unit].Unit, document);
            steps.Set(unit, StepState.Done);
        }
    }

    /// <summary>
    /// Takes the document that the store names out of the part, or plans it anew after a conflict; false when it names none.
    /// </summary>
    private async ValueTask<bool> TakeOutAsync(List<int> writing, Exception failure, CancellationToken cancellationToken)
    {
        if (Culprit.Find(failure, writing.Select(step => steps[step])) is not { } culprit)
        {
            return false;
        }

        var step = writing.Find(candidate => ReferenceEquals(steps[candidate], culprit));
        if (failure is DanglingReferenceException dangling && CanPostpone(step, dangling))
        {
            _postponed.Add(step);
            return true;
        }

        _conflicts[step] = _conflicts.GetValueOrDefault(step) + 1;
        var isConflict = failure is VersionConflictException
            && culprit.Unit.Shape is UnitShape.Update or UnitShape.Delete
            && _conflicts[step] < run.Environment.Options.MaximumAttempts;
        var isOwn = isConflict && await IsOwnChangeAsync(culprit.Unit.Key, cancellationToken).ConfigureAwait(false);
        if (!isConflict || (run.Policy == ConflictPolicy.Fail && !isOwn))
        {
            steps.Fail(step, Describing.Reason(failure));
            return true;
        }

        // What this batch did itself is nobody else's change: it is taken up whatever the policy for those.
        var planner = await run.CreatePlannerAsync(cancellationToken, isOwn ? ConflictPolicy.Retry : run.Policy).ConfigureAwait(false);
        steps[step] = await planner.PlanAsync(culprit.Unit, culprit, cancellationToken).ConfigureAwait(false);
        if (steps[step].IsWrong)
        {
            steps.Fail(step, steps[step].Errors);
        }

        return true;
    }

    /// <summary>
    /// Whether what refers to the document goes with a later part: then the deletion waits for the end. Not when something needs it.
    /// </summary>
    private bool CanPostpone(int step, DanglingReferenceException dangling)
    {
        if (_isLast || _needed.Contains(step))
        {
            return false;
        }

        var referrers = dangling.References.Select(static reference => reference.From).ToHashSet();
        return run.Blueprint.Units.Select((unit, index) => (unit, index)).Any(
            other => other.index != step && steps.StateOf(other.index) == StepState.Pending && referrers.Contains(other.unit.Key));
    }

    /// <summary>
    /// Whether it was an earlier part of this batch, and nobody else, that changed the document: the store removes references to what a
    /// part deletes, if it is told to, from documents that later parts change.
    /// </summary>
    private async ValueTask<bool> IsOwnChangeAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        var (isOwn, isForeign) = (false, false);
        for (var position = run.Ledger.FirstPosition - 1; position >= 0;)
        {
            var commits = await run.Environment.Store.Feed.ReadAsync(position, PageSize, cancellationToken).ConfigureAwait(false);
            foreach (var commit in commits)
            {
                if (commit.Changes.Any(change => change.Key == key))
                {
                    var isOurs = commit.CorrelationId == run.Session.BatchId;
                    isOwn |= isOurs;
                    isForeign |= !isOurs;
                }
            }

            position = commits.Count == 0 ? -1 : commits[^1].Position;
        }

        return isOwn && !isForeign;
    }

    private async ValueTask<bool> HalveAsync(int[][] part, Exception failure, CancellationToken cancellationToken)
    {
        var pending = Array.FindAll(part, group => Array.Exists(group, IsOpen));
        if (pending.Length == 1)
        {
            foreach (var step in pending[0].Where(IsOpen))
            {
                steps.Fail(step, Describing.Reason(failure));
            }

            return true;
        }

        var half = pending.Length / 2;
        return await CommitAsync(pending[..half], cancellationToken).ConfigureAwait(false)
            && await CommitAsync(pending[half..], cancellationToken).ConfigureAwait(false);
    }

    private bool EndUnknown(List<int> units, Exception failure)
    {
        IsUnknown = true;
        foreach (var unit in units)
        {
            run.Ledger.SetUnit(steps[unit].Unit, BatchItemStatus.Unknown);
        }

        run.Ledger.AddError(
            $"Whether the last part was committed is not known; look for the batch's id in the feed. {Describing.Reason(failure)}");
        return false;
    }

    private bool EndStoreWide(List<int> units, Exception failure)
    {
        foreach (var unit in units)
        {
            steps.Fail(unit, Describing.Reason(failure));
        }

        run.Ledger.AddError($"The batch ended early, because no other part would fare better: {Describing.Reason(failure)}");
        return false;
    }
}
