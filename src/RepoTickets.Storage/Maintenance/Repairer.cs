using RepoTickets.Storage.Committing;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Locking;
using RepoTickets.Storage.Planning;
using RepoTickets.Storage.Recovery;
using RepoTickets.Storage.Scanning;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Maintenance;

/// <summary>
/// Mends what can be mended without losing a byte and without a decision: goes on behind damage in the journal, finishes commits, removes
/// temporary files, moves the losing file of a duplicate ticket to quarantine, moves tickets into the folder of their status, rebuilds the
/// index and that of the Python package.
/// </summary>
internal sealed class Repairer(
    IFileSystem fileSystem,
    StoreLayout layout,
    DocumentFiles files,
    StoreView view,
    StoreHealth health,
    WriterLock writerLock,
    StoreRecovery recovery,
    JournalRepair journalRepair,
    Quarantine quarantine,
    ExternalChanges external,
    Verifier verifier,
    PythonIndex pythonIndex,
    Action<MaintenanceReporter> rebuildIndex,
    Action readEverything,
    Func<ChangeSet, CancellationToken, ValueTask<CommitResult>> commit)
{
    internal async ValueTask<VerificationReport> RepairAsync(MaintenanceReporter reporter, CancellationToken cancellationToken)
    {
        health.ThrowIfUnrepairable();
        var repaired = new List<VerificationFinding>();
        reporter.Begin(MaintenancePhase.Mending);
        var brokenIndex = pythonIndex.Check();
        using (await writerLock.AcquireAsync().ConfigureAwait(false))
        {
            RepairLocked(repaired);
        }

        rebuildIndex(reporter);
        reporter.Begin(MaintenancePhase.Mending);
        await external.TakeUpAllAsync(cancellationToken).ConfigureAwait(false);
        await MoveMisplacedAsync(repaired, cancellationToken).ConfigureAwait(false);
        await pythonIndex.RewriteAsync().ConfigureAwait(false);
        if (brokenIndex is not null && pythonIndex.Check() is null)
        {
            repaired.Add(brokenIndex with { Message = "The Python package's index was written anew from the tickets.", Repaired = true });
        }

        var report = await verifier.VerifyAsync(reporter, cancellationToken).ConfigureAwait(false);
        return report with { Findings = [.. report.Findings, .. repaired] };
    }

    private void RepairLocked(List<VerificationFinding> repaired)
    {
        try
        {
            RepairJournal(repaired);
            recovery.FinishAfterDeadWriter(view, isThorough: true);
            foreach (var name in fileSystem.ListNames(layout.Absolute(StoreLayout.OpenFolder)) ?? [])
            {
                if (StoreLayout.TryGetKey(StoreLayout.OpenFolder, name, out var key))
                {
                    SetAsideTwin(key, repaired);
                }
            }
        }
        catch (JournalFlushException exception)
        {
            throw health.Poison($"A device flush failed while the store was repaired: {exception.Cause.Message}.", exception);
        }
        catch (FileSystemException exception)
        {
            throw StoreIo.Explain(exception, "The repair stopped there; what it had done before stays done.");
        }
    }

    /// <summary>Also where it was not known when the store was opened, and where another process has repaired it since.</summary>
    private void RepairJournal(List<VerificationFinding> repaired)
    {
        var survey = journalRepair.Survey(out var isDamaged);
        if (isDamaged)
        {
            var loss = journalRepair.Run(survey);
            repaired.Add(Describe(loss));
            repaired.AddRange(loss.Doubtful.Select(static path => new VerificationFinding(
                "doubtful-commit", FindingSeverity.Warning, path,
                "A commit behind the damage says something else of this file. The file was left as it is; the commit's bytes are in " +
                ".sdk/quarantine. Compare them.")));
        }

        if (isDamaged || health.JournalIsDamaged)
        {
            recovery.RecoverAfterRepair(journalRepair.Checkpoint);
            health.NoteRepair();
            readEverything();
        }

        if (!isDamaged && journalRepair.BeginWhereMissing(survey))
        {
            repaired.Add(new(
                "journal-missing", FindingSeverity.Warning, ".sdk/journal",
                $"The journal had been removed. It begins anew with commit {survey.LastKept + 1}: consumers of the feed that had not " +
                "come so far read the store anew.",
                Repaired: true));
        }
    }

    private static VerificationFinding Describe(JournalLoss loss) => loss.WasRemoved ? new(
        "journal-damaged",
        FindingSeverity.Error,
        ".sdk/journal",
        $"The journal had been removed. The files of commits through {loss.LastKept} were durable; of later commits the files have what " +
        "had been put in place, and what they have is durable now. No commit is left in the feed. New commits begin at " +
        $"{loss.Highest + 1}: consumers of the feed read the store anew.",
        Repaired: true) : new(
        "journal-damaged",
        FindingSeverity.Error,
        loss.Segments.Count > 0 ? loss.Segments[0] : ".sdk/journal",
        $"The journal was damaged behind commit {loss.LastKept}. Commits {loss.LastKept + 1} to {loss.Highest} are no longer in the " +
        $"feed; " +
        $"{loss.Salvaged} of them could be read and were compared with the files, which hold what had been put in place. " +
        $"Copies of {loss.Segments.Count} segments are in .sdk/quarantine. New commits begin at {loss.Highest + 1}: consumers of the " +
        $"feed read the store anew.",
        Repaired: true);

    private void SetAsideTwin(DocumentKey key, List<VerificationFinding> repaired)
    {
        var open = files.ReadAt(key, StoreLayout.RelativePath(key));
        var closed = files.ReadAt(key, StoreLayout.RelativePath(key, isClosed: true));
        if (open.Path is null || closed.Path is null)
        {
            return;
        }

        var loser = TwinChoice.PrefersSecond(open.Document as Ticket, closed.Document as Ticket) ? open : closed;
        if (loser.Bytes is null)
        {
            return;
        }

        quarantine.Keep(loser.Path!, loser.Bytes, "The ticket was in two files; the other one was changed last.");
        fileSystem.Delete(layout.Absolute(loser.Path!));
        repaired.Add(new(
            "duplicate-ticket", FindingSeverity.Error, loser.Path!, "The ticket was in two files; this one is in quarantine " +
            "now.", Repaired: true));
    }

    private async ValueTask MoveMisplacedAsync(List<VerificationFinding> repaired, CancellationToken cancellationToken)
    {
        foreach (var (id, file) in view.Index.Snapshot.Files.ToList())
        {
            var isClosed = view.Index.Snapshot.TryGet(id, out var summary, out _) && !summary.Status.IsOpen;
            if (summary is null || isClosed == file.IsInClosedFolder ||
                await view.ReadAsync(id.Key, cancellationToken).ConfigureAwait(false) is not Ticket ticket)
            {
                continue;
            }

            if (await TryMoveAsync(ticket, cancellationToken).ConfigureAwait(false))
            {
                repaired.Add(new(
                    "wrong-folder", FindingSeverity.Warning, StoreLayout.RelativePath(id.Key, file.IsInClosedFolder),
                    $"Moved to {StoreLayout.RelativePath(ticket)}, where its status says that it belongs.", Repaired: true));
            }
        }
    }

    /// <summary>
    /// False for a ticket that nobody may write as it is, or that somebody is changing: the report that follows still names it, and the
    /// others are mended all the same.
    /// </summary>
    private async ValueTask<bool> TryMoveAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        try
        {
            await commit(new ChangeSet(
                DocumentChange.Update(ticket)) { Source = "repair", TouchUpdatedAt = false }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is InvalidDocumentException or VersionConflictException or DocumentFaultException)
        {
            return false;
        }
    }
}
