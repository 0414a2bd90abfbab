using RepoTickets.Batch.Planning;

namespace RepoTickets.Batch.Execution;

/// <summary>What both modes need while a batch runs.</summary>
internal sealed class BatchRun
{
    internal required BatchEnvironment Environment { get; init; }

    internal required BatchSession Session { get; init; }

    internal required Blueprint Blueprint { get; init; }

    internal required ConflictPolicy Policy { get; init; }

    internal required bool IsDryRun { get; init; }

    internal required string? CausationId { get; init; }

    internal required bool MayReuseIdentifiers { get; init; }

    internal required Ledger Ledger { get; init; }

    internal required ProgressReporter Progress { get; init; }

    internal IReadOnlyList<BatchOperation> Operations => Blueprint.Operations;

    /// <summary>Computes every unit, so that everything that is wrong is known before anything is done.</summary>
    internal async ValueTask<PlannedUnit[]> PlanAsync(IReadOnlyList<PlannedUnit>? earlier, CancellationToken cancellationToken)
    {
        var planner = await CreatePlannerAsync(cancellationToken).ConfigureAwait(false);
        var planned = new PlannedUnit[Blueprint.Units.Count];
        var done = 0;
        for (var i = 0; i < planned.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            planned[i] = await planner.PlanAsync(Blueprint.Units[i], earlier?[i], cancellationToken).ConfigureAwait(false);
            done += Blueprint.Units[i].Operations.Count;
            Progress.ReportNowAndThen(done, BatchPhase.Planning);
        }

        return planned;
    }

    internal async ValueTask<UnitPlanner> CreatePlannerAsync(CancellationToken cancellationToken, ConflictPolicy? policy = null)
    {
        var configuration = await Environment.Store.GetConfigurationAsync(cancellationToken).ConfigureAwait(false);
        return new(Environment.Store, configuration, Blueprint, policy ?? Policy, Session.Names.ContainsKey);
    }

    /// <summary>A planned document with what is known put in the place of placeholders of earlier parts.</summary>
    internal DocumentChange? ToChange(PlannedUnit planned)
    {
        if (Session.Names.Count > 0 && planned.After is { } after)
        {
            planned = planned with { After = DocumentReferences.Replace(after, Session.Names) };
        }

        return planned.ToChange();
    }
}
