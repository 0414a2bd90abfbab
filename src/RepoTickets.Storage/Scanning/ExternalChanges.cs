using RepoTickets.Storage.Committing;
using RepoTickets.Storage.Index;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Scanning;

/// <summary>Takes up what editors, git and other programs did to the files of tickets. Thread-safe; one sweep at a time.</summary>
internal sealed class ExternalChanges(
    TicketScanner scanner,
    StoreView view,
    FaultTable faults,
    Settling settling,
    CommitQueue queue,
    StoreHealth health) : IDisposable
{
    private const int TicketsInOneCommit = 500;

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Looks at every ticket and takes up what differs, before it returns.</summary>
    internal ValueTask TakeUpAllAsync(CancellationToken cancellationToken) => TakeUpAsync(scanner.ScanAll, cancellationToken);

    /// <summary>Looks at some tickets and takes up what differs, before it returns.</summary>
    internal ValueTask TakeUpAsync(IReadOnlyCollection<TicketId> tickets, CancellationToken cancellationToken) =>
        TakeUpAsync(() => [.. tickets.Select(scanner.ScanOne).OfType<TicketFinding>()], cancellationToken);

    public void Dispose() => _turn.Dispose();

    private async ValueTask TakeUpAsync(Func<List<TicketFinding>> scan, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            view.FollowOrThrow();
            var settled = await SettleAsync(scan(), cancellationToken).ConfigureAwait(false);
            if (settled.Count == 0)
            {
                return;
            }

            if (health.ReadOnlyReason is null && !health.IsPoisoned)
            {
                await RecordAsync(settled, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                Apply(settled);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask<List<TicketFinding>> SettleAsync(List<TicketFinding> findings, CancellationToken cancellationToken)
    {
        var settled = new List<TicketFinding>();
        foreach (var finding in findings)
        {
            TicketFinding? latest = finding;
            var isFirst = true;
            await settling.SettleAsync(
                () =>
                {
                    latest = isFirst ? finding : scanner.ScanOne(finding.Id);
                    isFirst = false;
                    return latest?.Outcome ?? default;
                },
                () => latest?.KnownPath is not null,
                cancellationToken).ConfigureAwait(false);
            if (latest is not null)
            {
                settled.Add(latest);
            }
        }

        return settled;
    }

    private async ValueTask RecordAsync(List<TicketFinding> findings, CancellationToken cancellationToken)
    {
        foreach (var chunk in findings.Select(static finding => finding.Id).Chunk(TicketsInOneCommit))
        {
            await queue.EnqueueAsync(new ExternalChangesRequest(chunk, scanner, faults, settling, cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>A store that cannot be written follows the files without telling anybody.</summary>
    private void Apply(List<TicketFinding> findings)
    {
        var updates = new List<IndexUpdate>();
        foreach (var finding in findings)
        {
            var outcome = finding.Outcome;
            if (outcome.Fault is { } fault)
            {
                faults.Set(fault, outcome.Stamp);
                if (fault.Reason == FaultReason.Unreadable)
                {
                    continue;
                }
            }

            if (outcome.Document is Ticket ticket)
            {
                faults.Remove(outcome.Path!);
                updates.Add(new(finding.Id, IndexedTickets.From(ticket, outcome.Path!, outcome.Stamp, view.RecentFiles.NowNanoseconds)));
            }
            else if (finding.KnownPath is not null)
            {
                updates.Add(new(finding.Id, null));
            }
        }

        view.ApplyToIndex(updates);
    }
}
