namespace RepoTickets.Batch.Planning;

/// <summary>Computes what units will do. Reads the store and runs the caller's functions; writes nothing.</summary>
internal sealed class UnitPlanner(
    ITicketStore store,
    TicketsConfiguration configuration,
    Blueprint blueprint,
    ConflictPolicy policy,
    Func<DocumentKey, bool> isKnownPlaceholder)
{
    /// <summary>Plans a unit.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="earlier">What was planned before somebody else changed the document; null the first time.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async ValueTask<PlannedUnit> PlanAsync(DocumentUnit unit, PlannedUnit? earlier, CancellationToken cancellationToken)
    {
        var first = unit.Operations[0];
        try
        {
            var before = await ReadAsync(unit, cancellationToken).ConfigureAwait(false);
            return unit.Shape is UnitShape.Create or UnitShape.Nothing
                ? before is null
                    ? PlanCreation(unit, cancellationToken)
                    : Wrong(unit, first, $"{unit.Key} exists already. Choose another identifier, or update it.")
                : before is null
                    ? Wrong(unit, first, $"{DisplayText.Escape(unit.Key.ToString())} does not exist.")
                    : PlanChange(unit, before, earlier, cancellationToken);
        }
        catch (RepoTicketsException exception)
        {
            return Wrong(unit, first, Describing.Reason(exception));
        }
    }

    private async ValueTask<Document?> ReadAsync(DocumentUnit unit, CancellationToken cancellationToken) =>
        unit.Key.Id.Length == 0 || unit.Key.Id[0] == '?' ? null : await store.GetAsync(unit.Key, cancellationToken).ConfigureAwait(false);

    private PlannedUnit PlanCreation(DocumentUnit unit, CancellationToken cancellationToken)
    {
        var document = ((CreateOperation)blueprint.Operations[unit.Operations[0]]).Document;
        return Checked(Fold(unit, unit.Operations.Skip(1), document, before: null, cancellationToken), unit.Operations[0]);
    }

    private PlannedUnit PlanChange(DocumentUnit unit, Document before, PlannedUnit? earlier, CancellationToken cancellationToken)
    {
        if (earlier?.Before is { } seen && policy == ConflictPolicy.Merge && seen.Version != before.Version)
        {
            if (unit.Shape == UnitShape.Delete)
            {
                return Wrong(
                    unit, unit.Operations[^1],
                    $"{unit.Key} was changed by somebody else; what somebody changed is not deleted. Look at it and delete it again.");
            }

            if (seen is Ticket original && earlier.After is Ticket mine && before is Ticket theirs)
            {
                return Merged(unit, original, mine, theirs);
            }
        }

        return Checked(Fold(unit, unit.Operations, before, before, cancellationToken), unit.Operations[0]);
    }

    private PlannedUnit Merged(DocumentUnit unit, Ticket original, Ticket mine, Ticket theirs)
    {
        var merged = ThreeWayMerge.Merge(original, mine, theirs, mineWins: false, out var conflicts);
        var planned = new PlannedUnit(unit) { Before = theirs, After = merged };
        return conflicts.Count == 0 ? Checked(planned, unit.Operations[0]) : Conflicting(planned, unit.Operations[0], conflicts);
    }

    private PlannedUnit Conflicting(PlannedUnit planned, int index, List<string> conflicts) => planned with
    {
        Errors = conflicts.ConvertAll(field => Describing.Error(
            index, blueprint.Operations[index], $"{planned.Unit.Key} was changed by somebody else in this very field, to another value. " +
                "Look at it and change it again.", field)),
    };

    /// <summary>Applies the operations of a unit one after the other.</summary>
    private PlannedUnit Fold(
        DocumentUnit unit, IEnumerable<int> operations, Document start, Document? before, CancellationToken cancellationToken)
    {
        var current = start;
        foreach (var index in operations)
        {
            if (blueprint.Operations[index] is not UpdateOperation update)
            {
                continue;
            }

            var step = Apply(unit, index, update, current, before, cancellationToken);
            if (step.IsWrong)
            {
                return step;
            }

            current = step.After!;
        }

        return new(unit) { Before = before, After = unit.Shape is UnitShape.Create or UnitShape.Update ? current : null };
    }

    private PlannedUnit Apply(
        DocumentUnit unit, int index, UpdateOperation update, Document current, Document? before, CancellationToken cancellationToken)
    {
        if (update is { Original: { } original, Changed: { } changed } && current is Ticket ticket)
        {
            if (policy == ConflictPolicy.Fail && before?.Version != original.Version)
            {
                return Wrong(unit, index, new VersionConflictException(unit.Key, original.Version, before?.Version ?? default).Message);
            }

            if (policy == ConflictPolicy.Merge && before is Ticket stored)
            {
                ThreeWayMerge.Merge(original, changed, stored, mineWins: false, out var conflicts);
                if (conflicts.Count > 0)
                {
                    return Conflicting(new(unit) { Before = before }, index, conflicts);
                }
            }

            // Over what earlier operations of this batch did, the later one wins.
            return new(unit) { Before = before, After = ThreeWayMerge.Merge(original, changed, ticket, mineWins: true, out _) };
        }

        try
        {
            var result = update.Change(current);
            return result is null ? Wrong(unit, index, "The function gave null. Return a copy made with 'with'.")
                : result.Key != current.Key
                ? Wrong(unit, index, $"Identifiers do not change: {DisplayText.Escape(result.Key.ToString())} cannot take its place.")
                : new(unit) { Before = before, After = result with { Version = current.Version } };
        }
#pragma warning disable CA1031 // Whatever a function of the caller's throws is that operation's failure and is reported as such.
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return Wrong(unit, index, Describing.Reason(exception));
        }
    }

    /// <summary>Checks what would be stored by the rules of the model, and that placeholders stand for something.</summary>
    private PlannedUnit Checked(PlannedUnit planned, int index)
    {
        if (planned.IsWrong || planned.After is not { } after || (planned.Before is { } before && after.Equals(before)))
        {
            return planned;
        }

        var operation = blueprint.Operations[index];
        var errors = new List<BatchError>();
        foreach (var problem in DocumentValidator.Validate(after, configuration, allowPlaceholders: true))
        {
            errors.Add(Describing.Error(index, operation, $"'{problem.Value}': {problem.Reason}", problem.Field));
        }

        foreach (var reference in errors.Count == 0 ? DocumentReferences.Of(after) : [])
        {
            if (reference.To.Id is ['?', ..] && !blueprint.Creators.ContainsKey(reference.To) && !isKnownPlaceholder(reference.To))
            {
                errors.Add(
                    Describing.Error(index, operation, $"'{DisplayText.Escape(reference.To.Id)}': " +
                        "The batch creates no document with this placeholder.", reference.Field));
            }
        }

        return errors.Count == 0 ? planned : planned with { Errors = errors };
    }

    private PlannedUnit Wrong(DocumentUnit unit, int index, string reason) =>
        new(unit) { Errors = [Describing.Error(index, blueprint.Operations[index], reason)] };
}
