using RepoTickets.Storage.Committing;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Planning;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Scanning;

/// <summary>
/// Records in the journal what somebody else did to the files, so that every process sees it once and in one order. Nothing is written to the
/// files. Under the lock each ticket is looked at again: another process may have recorded it already.
/// </summary>
internal sealed class ExternalChangesRequest(
    IReadOnlyList<TicketId> tickets, TicketScanner scanner, FaultTable faults, Settling settling, CancellationToken cancellationToken)
    : CommitRequest(cancellationToken)
{
    internal override PlannedCommit Plan(GroupState group)
    {
        var changes = new List<FileChange>();
        var documents = new Dictionary<string, Document>(StringComparer.Ordinal);
        foreach (var id in tickets)
        {
            if (IsWrittenBy(group, id) || scanner.ScanOne(id) is not { } finding || settling.IsGitAtWork)
            {
                continue;
            }

            Record(finding, changes, documents);
        }

        return changes.Count == 0 ? new(null, documents, []) : new(ToCommit(group, changes), documents, []);
    }

    /// <summary>The group is about to replace the file; what it finds there was checked by the version that it expects.</summary>
    private static bool IsWrittenBy(GroupState group, TicketId id) =>
        Layout.StoreLayout.CandidatePaths(id.Key).Any(path => group.TryGetFile(path, out _));

    private void Record(TicketFinding finding, List<FileChange> changes, Dictionary<string, Document> documents)
    {
        var outcome = finding.Outcome;
        if (outcome.Fault is { } fault)
        {
            faults.Set(fault, outcome.Stamp);
            if (fault.Reason == FaultReason.Unreadable)
            {
                // The device or a permission stands between us and the file: that is no news about its content, and no deletion.
                return;
            }
        }

        if (outcome.Document is { } document)
        {
            faults.Remove(outcome.Path!);
            changes.Add(new(finding.KnownPath, null, outcome.Path, outcome.Bytes));
            documents[outcome.Path!] = document;
        }
        else if (finding.KnownPath is not null)
        {
            changes.Add(outcome.Bytes is null ? new(finding.KnownPath, null, null, null) : new(finding.KnownPath, null, outcome.Path, outcome.Bytes));
        }
    }

    private static JournalCommit ToCommit(GroupState group, List<FileChange> changes) => new()
    {
        Position = group.Position + 1,
        CommittedAtMicroseconds = group.NowMicroseconds,
        Source = JournalCommit.ExternalSource,
        IsExternal = true,
        IsBuffered = group.IsBuffered,
        Changes = changes,
    };
}
