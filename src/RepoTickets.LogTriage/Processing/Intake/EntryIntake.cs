using System.Threading.Channels;

namespace RepoTickets.LogTriage.Processing;

/// <summary>
/// Groups records in the order in which they were read, and hands groups on: when the source ends, when their time has come, or when there
/// are more than the options allow. One thread, so that a run gives the same groups whatever the number of workers.
/// </summary>
internal sealed class EntryIntake(RunContext run, GroupTable table, RunGrouper groups)
{
    private const int RememberedIds = 65_536;

    private readonly RecentIds _ids = new(RememberedIds);
    private long _order;

    /// <summary>A group that could not be handed on because the run was cancelled.</summary>
    internal GroupAccumulator? Held { get; private set; }

    /// <summary>Runs until the source has ended and all groups are handed on.</summary>
    internal async Task RunAsync(ChannelReader<LogEntry> entries, CancellationToken cancellationToken)
    {
        Task<bool>? more = null;
        while (true)
        {
            while (entries.TryRead(out var entry))
            {
                Take(entry);
                if (table.IsOverfull || table.UntilDue <= TimeSpan.Zero)
                {
                    await HandOnSomeAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            more ??= entries.WaitToReadAsync(cancellationToken).AsTask();
            if (table.UntilDue is { } wait && !more.IsCompleted)
            {
                if (wait > TimeSpan.Zero)
                {
                    await WaitAsync(more, wait, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                await HandOnSomeAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (!await more.ConfigureAwait(false))
            {
                break;
            }

            more = null;
        }

        await HandOnAllAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives out what is left, for the end of a cancelled run.</summary>
    internal IEnumerable<WorkItem> ListLeft()
    {
        if (Held is { } held)
        {
            Held = null;
            yield return MakeItem(held);
        }

        while (table.Count > 0)
        {
            yield return MakeItem(table.TakeEldestAsItIs());
        }
    }

    private void Take(LogEntry entry)
    {
        var place = run.Cursor.Read(entry.Position);
        if (entry.Level < run.Options.MinimumLevel || entry.Level == Microsoft.Extensions.Logging.LogLevel.None)
        {
            run.Statistics.Received(entry.Time);
            run.Statistics.Filtered();
        }
        else if (entry.Id is { } id && !_ids.Add(id))
        {
            run.Statistics.Received(entry.Time);
            run.Statistics.Repeated();
        }
        else
        {
            // What cannot be grouped ends the run and was never received: the next run reads it again.
            table.Add(entry, place);
            run.Statistics.Received(entry.Time);
        }

        run.Cursor.Taken();
    }

    /// <summary>Those whose time has come; of an overfull table some more than must be, since the names are saved once for all.</summary>
    private async ValueTask HandOnSomeAsync(CancellationToken cancellationToken)
    {
        await groups.SaveAsync(cancellationToken).ConfigureAwait(false);
        var most = table.IsOverfull ? Math.Max(1, run.Options.MaximumPendingGroups / 20) : 0;
        for (var n = 0; table.Count > 0 && (n < most || table.UntilDue <= TimeSpan.Zero); n++)
        {
            await HandOnEldestAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask HandOnAllAsync(CancellationToken cancellationToken)
    {
        await groups.SaveAsync(cancellationToken).ConfigureAwait(false);
        table.MergeAliases();
        while (table.Count > 0)
        {
            await HandOnEldestAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask HandOnEldestAsync(CancellationToken cancellationToken)
    {
        if (table.TakeEldest() is not { } group)
        {
            return;
        }

        Held = group;
        var item = MakeItem(group);
        run.Budget.Enter(item.Order);
        run.Types.Enter(item.Order);
        await run.Scheduler.HandOnAsync(item, cancellationToken).ConfigureAwait(false);
        Held = null;
        run.Statistics.HandedOn();
    }

    private WorkItem MakeItem(GroupAccumulator group) =>
        new(group.ToGroup(), ++_order, [group.Id, .. group.FormerNames.Distinct()], group.Places, run.Time.GetTimestamp());

    private async ValueTask WaitAsync(Task more, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(more, Task.Delay(wait, run.Time, enough.Token)).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
    }
}
