using RepoTickets.Storage.Configuration;
using RepoTickets.Storage.Documents;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Opening;
using RepoTickets.Storage.Recovery;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Maintenance;

/// <summary>Checks a store from its files, trusting no cache and no index. Changes nothing.</summary>
internal sealed class Verifier(
    IFileSystem fileSystem,
    StoreLayout layout,
    DocumentFiles files,
    DocumentLister lister,
    StoreView view,
    ConfigurationSource configuration,
    RecoveryConflicts conflicts,
    Quarantine quarantine,
    JournalRepair journal,
    PythonIndex pythonIndex)
{
    private const int Looks = 3;

    private static readonly IReadOnlyList<string> FoldersWithTemporaryFiles =
        ["", ".sdk", ".sdk/journal", StoreLayout.RetiredFolder, .. StoreLayout.DocumentFolders];

    internal async ValueTask<VerificationReport> VerifyAsync(MaintenanceReporter reporter, CancellationToken cancellationToken)
    {
        await Task.Yield();
        view.FollowOrThrow();
        var findings = new List<VerificationFinding>();
        CheckConfiguration(findings);
        CheckJournal(findings);
        var documents = ReadDocuments(findings, reporter, out var count, cancellationToken);
        CheckReferences(documents, findings);
        CheckRules(documents, findings);
        findings.AddRange(WordCheck.Check(documents.Values.OfType<Ticket>(), configuration.CurrentOrDefault));
        CheckTwins(findings);
        CheckBacklogTwins(findings);
        CheckIndex(documents, findings);
        if (pythonIndex.Check() is { } finding)
        {
            findings.Add(finding);
        }

        CheckLeftOvers(findings);
        return new(count,
            [.. findings.OrderByDescending(static finding => finding.Severity).ThenBy(
                static finding => finding.Path, StringComparer.Ordinal)]);
    }

    private Dictionary<DocumentKey, Document> ReadDocuments(
        List<VerificationFinding> findings, MaintenanceReporter reporter, out int count, CancellationToken cancellationToken)
    {
        var documents = new Dictionary<DocumentKey, Document>();
        var faults = new List<DocumentFault>();
        count = 0;
        var kinds = Enum.GetValues<DocumentKind>();
        reporter.Begin(MaintenancePhase.Checking, kinds.Sum(kind => lister.FindKeys(kind, []).Count));
        foreach (var kind in kinds)
        {
            // Not what was counted above: what tickets refer to is looked for after they were read, or it might have come meanwhile.
            foreach (var key in lister.FindKeys(kind, faults))
            {
                cancellationToken.ThrowIfCancellationRequested();
                count++;
                var outcome = files.Read(key, view.IsInClosedFolder(key));
                if (outcome.Fault is { } fault)
                {
                    faults.Add(fault);
                }
                else if (outcome.Document is { } document)
                {
                    documents[key] = document;
                    CheckFile(document, outcome, findings);
                }

                reporter.Count();
            }
        }

        findings.AddRange(faults.Select(static fault => new VerificationFinding(
            "unreadable-file", FindingSeverity.Error, fault.Path, fault.ToString())));
        return documents;
    }

    private static void CheckFile(Document document, in ReadOutcome outcome, List<VerificationFinding> findings)
    {
        if (StoreLayout.RelativePath(document) != outcome.Path)
        {
            findings.Add(new(
                "wrong-folder", FindingSeverity.Warning, outcome.Path!,
                $"The status says that the file belongs in {StoreLayout.RelativePath(document)}; the Python package does not list it by " +
                $"status. Any change of the ticket moves it, and so does repair."));
        }

        if (document is Agent { HasClearApiKey: true })
        {
            findings.Add(new(
                "clear-api-key", FindingSeverity.Warning, outcome.Path!,
                "The agent's API key stands in the repository in clear. Revoke it, and name a secret instead. The key is left as it " +
                "stands."));
        }
    }

    private static void CheckReferences(Dictionary<DocumentKey, Document> documents, List<VerificationFinding> findings)
    {
        foreach (var document in documents.Values)
        {
            foreach (var reference in DocumentReferences.Of(document).Where(reference => !documents.ContainsKey(reference.To)))
            {
                findings.Add(new(
                    "dangling-reference", FindingSeverity.Warning, StoreLayout.RelativePath(document),
                    $"{reference.Field} names {reference.To.Kind} {DisplayText.Escape(reference.To.Id)}, which does not exist or cannot " +
                    $"be read."));
            }
        }
    }

    private void CheckRules(Dictionary<DocumentKey, Document> documents, List<VerificationFinding> findings)
    {
        var rules = configuration.CurrentOrDefault;
        foreach (var document in documents.Values)
        {
            foreach (var problem in DocumentValidator.Validate(document, rules))
            {
                findings.Add(new("broken-rule", FindingSeverity.Warning, StoreLayout.RelativePath(document), problem.ToString()));
            }
        }
    }

    private void CheckConfiguration(List<VerificationFinding> findings)
    {
        try
        {
            configuration.Invalidate();
            foreach (var problem in configuration.FindWarnings())
            {
                findings.Add(new("configuration", FindingSeverity.Warning, StoreLayout.ConfigurationFile, problem.ToString()));
            }
        }
        catch (DocumentFaultException exception)
        {
            findings.Add(new("configuration", FindingSeverity.Error, StoreLayout.ConfigurationFile, exception.Fault.ToString()));
        }
    }

    private void CheckJournal(List<VerificationFinding> findings)
    {
        var survey = journal.Survey(out var isDamaged);
        if (isDamaged && !survey.HasSegments)
        {
            findings.Add(new(
                "journal-damaged",
                FindingSeverity.Error,
                ".sdk/journal",
                "The journal was removed. The files of commits through " + $"{journal.Checkpoint} are durable; of later ones that is not " +
                "known. Put the segments back, or repair the store: it goes on from the files as they are."));
        }
        else if (journal.IsHistoryMissing(survey))
        {
            findings.Add(new(
                "journal-missing",
                FindingSeverity.Warning,
                ".sdk/journal",
                $"The journal was removed. The files of all commits, through {survey.LastKept}, are durable, so no document is lost; the " +
                "history for consumers of the feed is. The next commit, or repair, begins a new journal."));
        }
        else if (isDamaged)
        {
            findings.Add(new(
                "journal-damaged",
                FindingSeverity.Error,
                survey.Broken is [var first, ..] ? first.RelativePath : ".sdk/journal",
                $"The journal cannot be read behind commit {survey.LastKept}. Repair the store: it keeps every byte, and says what is " +
                $"lost from the history."));
        }
    }

    private void CheckTwins(List<VerificationFinding> findings)
    {
        var open = fileSystem.ListNames(layout.Absolute(StoreLayout.OpenFolder)) ?? [];
        var closed = (fileSystem.ListNames(layout.Absolute(StoreLayout.ClosedFolder)) ?? []).ToHashSet(StringComparer.Ordinal);
        findings.AddRange(open.Where(name => StoreLayout.TryGetKey(StoreLayout.OpenFolder, name, out _) && closed.Contains(name)).Select(
            static name => new VerificationFinding(
            "duplicate-ticket", FindingSeverity.Error, $"{StoreLayout.OpenFolder}/{name}",
            "The ticket is in open/ and in closed/. The one that was changed last counts; repair moves the other to quarantine.")));
    }

    /// <summary>Backlog items alone may have lower-case letters, as the Python package makes them.</summary>
    private void CheckBacklogTwins(List<VerificationFinding> findings)
    {
        foreach (var twins in lister.FindKeys(DocumentKind.BacklogItem, []).GroupBy(
            static key => key.Id, StringComparer.OrdinalIgnoreCase).Where(static twins => twins.Skip(1).Any()))
        {
            var paths = twins.Select(static key => StoreLayout.RelativePath(key)).Order(StringComparer.Ordinal).ToList();
            findings.Add(new(
                "same-but-for-case", FindingSeverity.Warning, paths[0],
                $"Its name differs from that of {string.Join(", ", paths.Skip(1))} in case alone: where names of files ignore case, git " +
                "leaves one of them. Give one another identifier, in its name and in its text."));
        }
    }

    /// <summary>
    /// The index says what the files say; a difference that a moment's work of another program explains is gone at the next look.
    /// </summary>
    private void CheckIndex(Dictionary<DocumentKey, Document> documents, List<VerificationFinding> findings)
    {
        view.FollowOrThrow();
        var snapshot = view.Index.Snapshot;
        foreach (var ticket in documents.Values.OfType<Ticket>())
        {
            if ((!snapshot.TryGet(ticket.Id, out var summary, out _) || summary != TicketSummary.From(ticket)) && IsStale(ticket.Id))
            {
                findings.Add(new(
                    "stale-index", FindingSeverity.Warning, StoreLayout.RelativePath(
                        ticket), "The index does not have the ticket as it is in its file. Refresh the store, or rebuild the index."));
            }
        }

        foreach (var (id, file) in snapshot.Files.Where(entry => !documents.ContainsKey(entry.Id.Key) && IsStale(entry.Id)))
        {
            findings.Add(new(
                "stale-index", FindingSeverity.Warning, StoreLayout.RelativePath(id.Key, file.IsInClosedFolder), "The index has a " +
                "ticket that has no readable file. Refresh the store, or rebuild the index."));
        }
    }

    /// <summary>Whether it is so still: others may have changed the ticket since its file was read, or since the index was.</summary>
    private bool IsStale(TicketId id)
    {
        // Between the reading and the following somebody may change it, but hardly each time.
        for (var look = 1; look <= Looks; look++)
        {
            var ticket = files.Read(id.Key, view.IsInClosedFolder(id.Key)).Document as Ticket;
            view.FollowOrThrow();
            var isKnown = view.Index.Snapshot.TryGet(id, out var summary, out _);
            if (isKnown ? ticket is not null && summary == TicketSummary.From(ticket) : ticket is null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Nothing of this is worse than information: a living process may be writing.</summary>
    private void CheckLeftOvers(List<VerificationFinding> findings)
    {
        foreach (var folder in FoldersWithTemporaryFiles)
        {
            foreach (var name in fileSystem.ListNames(layout.Absolute(folder)) ?? [])
            {
                if (StoreLayout.IsTemporaryName(name))
                {
                    findings.Add(new(
                        "left-over", FindingSeverity.Information, folder.Length == 0 ? name : $"{folder}/{name}", "A temporary file: " +
                        "something that is being written, or what a process left when it died. The next recovery removes it."));
                }
            }
        }

        findings.AddRange(conflicts.Found.Select(static conflict => new VerificationFinding(
            "recovery-conflict", FindingSeverity.Warning, conflict.Path,
            $"Another program changed the file while a commit was to replace it; the commit's bytes are in " +
            $".sdk/quarantine/{conflict.Quarantined}.")));
        findings.AddRange(conflicts.FoundByMigration.Select(static conflict => new VerificationFinding(
            "migration-conflict", FindingSeverity.Warning, conflict.Path,
            "The file was changed while a migration of the store was interrupted. It was left as it is, in the former format; " +
            (conflict.Quarantined.Length == 0
                ? "the migration was to remove it. Remove it if it is not wanted any more."
                : $"what the migration made of the content before is in .sdk/quarantine/{conflict.Quarantined}. Compare the two."))));
        findings.AddRange(quarantine.List().Select(static name => new VerificationFinding(
            "quarantine", FindingSeverity.Information, $".sdk/quarantine/{name}", "Bytes that were set aside. Look at them, then delete " +
            "them.")));
    }
}
