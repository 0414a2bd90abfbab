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
    IReadOnlyList<TicketFinding> settled, TicketScanner scanner, FaultTable faults, Settling settling, CancellationToken cancellationToken)
    : CommitRequest(cancellationToken)
{
    /// <summary>Git began to work while we looked: some tickets were left for another look.</summary>
    internal bool HasLeftSome { get; private set; }

    internal override PlannedCommit Plan(GroupState group)
    {
        var changes = new List<FileChange>();
        var documents = new Dictionary<string, Document>(StringComparer.Ordinal);
        foreach (var seen in settled)
        {
            if (IsWrittenBy(group, seen.Id) || scanner.ScanOne(seen.Id) is not { } now)
            {
                continue;
            }

            if (settling.IsGitAtWork || IsWorse(now.Outcome, seen.Outcome))
            {
                HasLeftSome = true;
                continue;
            }

            Record(now, changes, documents);
        }

        return changes.Count == 0 ? new(null, documents, []) : new(ToCommit(group, changes), documents, []);
    }

    /// <summary>What had settled as a document, or as absent, is now broken or gone: somebody is at it again.</summary>
    private static bool IsWorse(in ReadOutcome now, in ReadOutcome seen) =>
        now.Document is null && (seen.Document is not null || now.IsAbsent != seen.IsAbsent);

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
