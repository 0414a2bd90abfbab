using RepoTickets.Storage.Committing;
using RepoTickets.Storage.Index;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Scanning;

/// <summary>Takes up what editors, git and other programs did to the files of documents. Thread-safe; one sweep at a time.</summary>
internal sealed class ExternalChanges(
    ChangeScanner scanner,
    StoreView view,
    DocumentTable table,
    FaultTable faults,
    FormerDocuments former,
    Settling settling,
    CommitQueue queue,
    StoreHealth health,
    Action tellNews) : IDisposable
{
    private const int DocumentsInOneCommit = 500;

    // Each look waits for git to finish first, so this is seconds of git at work without a pause.
    private const int MaximumLooks = 5;

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>
    /// Looks at every document and takes up what differs, before it returns. False when something was left because git never came to rest.
    /// </summary>
    internal async ValueTask<bool> TakeUpAllAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaximumLooks; attempt++)
        {
            if (await TakeUpAsync(scanner.ScanAll, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Looks at some documents and takes up what differs, before it returns. False when something was left for another look.
    /// </summary>
    internal ValueTask<bool> TakeUpAsync(IReadOnlyCollection<DocumentKey> documents, CancellationToken cancellationToken) =>
        TakeUpAsync(
            () => [.. documents.Where(key => !scanner.IsEcho(key)).Select(scanner.ScanOne).OfType<DocumentFinding>()], cancellationToken);

    /// <summary>After the tickets were read: learns the other documents.</summary>
    internal ValueTask<bool> TakeUpOtherThanTicketsAsync(CancellationToken cancellationToken) =>
        TakeUpAsync(scanner.ScanOtherThanTickets, cancellationToken);

    public void Dispose() => _turn.Dispose();

    private async ValueTask<bool> TakeUpAsync(Func<List<DocumentFinding>> scan, CancellationToken cancellationToken)
    {
        try
        {
            return await TakeUpInTurnAsync(scan, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            tellNews();
        }
    }

    private async ValueTask<bool> TakeUpInTurnAsync(Func<List<DocumentFinding>> scan, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            view.FollowOrThrow();
            var settled = await SettleAsync(scan(), cancellationToken).ConfigureAwait(false);
            if (settled.Count == 0)
            {
                return true;
            }

            if (health.ReadOnlyReason is null && !health.IsPoisoned && !view.IsDetached)
            {
                return await RecordAsync(settled, cancellationToken).ConfigureAwait(false);
            }

            Apply(settled);
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>All settle at the same time: a checkout that removes a thousand tickets takes one settle time, not a thousand.</summary>
    private async ValueTask<List<DocumentFinding>> SettleAsync(List<DocumentFinding> findings, CancellationToken cancellationToken)
    {
        var settled = await Task.WhenAll(findings.Select(finding => SettleOneAsync(finding, cancellationToken))).ConfigureAwait(false);
        return [.. settled.OfType<DocumentFinding>()];
    }

    private async Task<DocumentFinding?> SettleOneAsync(DocumentFinding finding, CancellationToken cancellationToken)
    {
        DocumentFinding? latest = finding;
        var isFirst = true;
        await settling.SettleAsync(
            () =>
            {
                latest = isFirst ? finding : scanner.ScanOne(finding.Key);
                isFirst = false;
                return latest?.Outcome ?? default;
            },
            () => latest?.Known is not null,
            cancellationToken).ConfigureAwait(false);
        return latest;
    }

    private async ValueTask<bool> RecordAsync(List<DocumentFinding> findings, CancellationToken cancellationToken)
    {
        var isComplete = true;
        foreach (var chunk in findings.Chunk(DocumentsInOneCommit))
        {
            var request = new ExternalChangesRequest(chunk, former.Find(chunk), scanner, table, faults, settling, cancellationToken);
            await queue.EnqueueAsync(request).ConfigureAwait(false);
            isComplete &= !request.HasLeftSome;
        }

        return isComplete;
    }

    /// <summary>A store that cannot be written follows the files without telling anybody.</summary>
    private void Apply(List<DocumentFinding> findings)
    {
        var updates = new List<IndexUpdate>();
        foreach (var finding in findings)
        {
            var outcome = finding.Outcome;
            if (finding.Key.Kind != DocumentKind.Ticket)
            {
                table.Note(finding.Key, outcome.Bytes);
                continue;
            }

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
                updates.Add(new(ticket.Id, IndexedTickets.From(ticket, outcome.Path!, outcome.Stamp, view.RecentFiles.NowNanoseconds)));
            }
            else if (finding.Known is not null)
            {
                updates.Add(new(TicketId.FromStored(finding.Key.Id), null));
            }
        }

        view.ApplyToIndex(updates);
    }
}
