using RepoTickets.Storage.Committing;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Planning;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Scanning;

/// <summary>
/// Records in the journal what somebody else did to the files, so that every process sees it once and in one order. Nothing is written to
/// the files. Under the lock each document is looked at again: another process may have recorded it already.
/// </summary>
internal sealed class ExternalChangesRequest(
    IReadOnlyList<DocumentFinding> settled,
    IReadOnlyDictionary<DocumentKey, FormerDocument> former,
    ChangeScanner scanner,
    DocumentTable table,
    FaultTable faults,
    Settling settling,
    CancellationToken cancellationToken)
    : CommitRequest(cancellationToken)
{
    // As for groups of change sets: a frame must stay far below the length that reading takes for damage.
    private const long MaximumWeight = 64L << 20;

    /// <summary>Git began to work while we looked, or there was too much for one commit: some were left for another look.</summary>
    internal bool HasLeftSome { get; private set; }

    internal override PlannedCommit Plan(GroupState group)
    {
        var changes = new List<FileChange>();
        var documents = new Dictionary<string, Document>(StringComparer.Ordinal);
        var weight = 0L;
        foreach (var seen in settled)
        {
            if (IsWrittenBy(group, seen.Key) || scanner.ScanOne(seen.Key) is not { } now)
            {
                continue;
            }

            if (weight >= MaximumWeight || settling.IsGitAtWork || IsWorse(now.Outcome, seen.Outcome))
            {
                HasLeftSome = true;
                continue;
            }

            Record(now, changes, documents);
            weight += now.Outcome.Bytes?.Length ?? 0;
        }

        return changes.Count == 0 ? new(null, documents, []) : new(ToCommit(group, changes), documents, []);
    }

    /// <summary>What had settled as a document, or as absent, is now broken or gone: somebody is at it again.</summary>
    private static bool IsWorse(in ReadOutcome now, in ReadOutcome seen) =>
        now.Document is null && (seen.Document is not null || now.IsAbsent != seen.IsAbsent);

    /// <summary>The group is about to replace the file; what it finds there was checked by the version that it expects.</summary>
    private static bool IsWrittenBy(GroupState group, DocumentKey key) =>
        Layout.StoreLayout.CandidatePaths(key).Any(path => group.TryGetFile(path, out _));

    private void Record(DocumentFinding finding, List<FileChange> changes, Dictionary<string, Document> documents)
    {
        var outcome = finding.Outcome;
        NoteFault(finding.Key, outcome);
        if (outcome.Fault is { Reason: FaultReason.Unreadable })
        {
            // The device or a permission stands between us and the file: that is no news about its content, and no deletion.
            return;
        }

        if (outcome.Document is { } document)
        {
            changes.Add(ToChange(finding, outcome.Path, outcome.Bytes));
            documents[outcome.Path!] = document;
        }
        else if (finding.Known is not null)
        {
            changes.Add(ToChange(finding, outcome.Bytes is null ? null : outcome.Path, outcome.Bytes));
        }
        else if (outcome.Bytes is not null)
        {
            // New, and no document: nothing to tell, and nothing to read again at every look.
            table.Note(finding.Key, outcome.Bytes);
        }
    }

    /// <summary>Faults of other kinds are found by whoever lists them.</summary>
    private void NoteFault(DocumentKey key, in ReadOutcome outcome)
    {
        if (key.Kind == DocumentKind.Ticket && outcome.Fault is { } fault)
        {
            faults.Set(fault, outcome.Stamp);
        }
        else if (key.Kind == DocumentKind.Ticket && outcome.Document is not null)
        {
            faults.Remove(outcome.Path!);
        }
    }

    /// <summary>
    /// Says what was before as well as it is known: the whole document, else what the index has of a ticket, else its version.
    /// </summary>
    private FileChange ToChange(DocumentFinding finding, string? path, byte[]? bytes)
    {
        if (finding.Known is not { } known)
        {
            return new(null, null, path, bytes);
        }

        var before = former.TryGetValue(finding.Key, out var document) && document.Version == known.Version ? document.Bytes : null;
        return new(known.Path, before, path, bytes) { Former = new(known.Version, before is null ? known.Summary : null) };
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
