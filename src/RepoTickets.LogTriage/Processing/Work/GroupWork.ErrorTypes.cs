using RepoTickets.LogTriage.Intents;

namespace RepoTickets.LogTriage.Processing;

/// <summary>The part for hosts that want one ticket for all faults of a type.</summary>
internal sealed partial class GroupWork
{
    /// <summary>Null when the group may look for tickets of its type now; what it knows of is kept for the claim.</summary>
    private WorkStep? WaitForType(WorkItem item)
    {
        var type = item.Analysis!.ErrorType;
        if (!run.Types.IsOn || type == TypeOrder.NoType)
        {
            return null;
        }

        if (run.Types.FindBefore(item.Order, type) is not null)
        {
            item.Attempts--;
            return WorkStep.WaitFor(GroupWait.Type);
        }

        item.KnownOfType = run.State.ListFiled(run.Sink.Name).Where(record => record.ErrorType == type).Select(static record => record.Key)
            .ToHashSet(StringComparer.Ordinal);
        return null;
    }

    /// <summary>
    /// The claim met a group of the same type that was not known when this one was looked up: filed or being filed, here or by another
    /// process.
    /// </summary>
    private async ValueTask<WorkStep> MeetTypeAsync(WorkItem item, ClaimAnswer claim, CancellationToken cancellationToken)
    {
        run.Budget.GiveBack(item.Order);
        return claim.Verdict switch
        {
            ClaimVerdict.Filed => LookAgain(item),
            ClaimVerdict.Busy => Defer(item, "Another process is filing a ticket for a fault of the same type."),
            _ => await SettleOthersAsync(item, claim.Record, cancellationToken).ConfigureAwait(false),
        };
    }

    private static WorkStep LookAgain(WorkItem item)
    {
        item.IsCheckedAfter = false;
        item.Attempts--;
        return WorkStep.Again(TimeSpan.Zero);
    }
}
