using RepoTickets.Storage.Documents;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Index;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Locking;
using RepoTickets.Storage.Recovery;
using RepoTickets.Storage.Text;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Maintenance;

/// <summary>
/// Keeps the Python package's own index right: its list and fast search read nothing else. Derived, never our truth; written only where it
/// exists, and only when it differs. It lies in the repository: after a checkout the branch has its own, and rewriting that would leave a
/// changed file that keeps git from the next checkout. So changes by others are followed only while the file is still the one written here.
/// </summary>
internal sealed class PythonIndex(
    IFileSystem fileSystem,
    StoreLayout layout,
    StoreView view,
    SharedState shared,
    WriterLock writerLock,
    IIdentifierGenerator identifiers,
    TimeProvider timeProvider,
    TimeZoneInfo zone,
    TimeSpan longestWaitForTurn)
{
    internal const string FindingCode = "python-index";

    private const long MaximumLength = 1L << 30;

    // One file of all tickets: it is longer than a document may be.
    private static readonly TextLimits Limits = new() { MaximumBytes = int.MaxValue, MaximumNodes = int.MaxValue };

    // Others who commit without a pause would keep this process here for ever. Whoever gives up here comes again: in its next run, or, when
    // it closes, under the lock, where nobody can overtake it.
    private const int Attempts = 3;

    private static readonly TimeSpan PauseBeforeTurn = TimeSpan.FromMilliseconds(5);

    private readonly TimestampText _timestamps = new(zone);
    private long _writtenAt = -1;
    private DocumentVersion _written;

    /// <summary>Some process began to write the file no longer ago than this.</summary>
    internal bool WasBegunWithin(TimeSpan time) =>
        shared.PythonIndexBegun is not 0 and var begun &&
        timeProvider.GetElapsedTime(begun, timeProvider.GetTimestamp()).Duration() < time;

    /// <summary>
    /// Writes what is committed by now, by whatever process. Whoever commits meanwhile may be gone before this is done, having left the
    /// file to this process: where there is more by then, it is written again.
    /// </summary>
    /// <param name="hasOwnCommits">This process committed since the last time.</param>
    /// <returns>False when there is more already, or another process is writing, so that this is to be done again.</returns>
    internal bool Update(bool hasOwnCommits)
    {
        if (IsNotOurs(hasOwnCommits))
        {
            return true;
        }

        // Whoever opens the store meanwhile sees by this that the temporary file is no left-over.
        using var turn = fileSystem.TryLock(layout.DerivedLockFile);
        if (turn is null)
        {
            return false;
        }

        shared.PythonIndexBegun = timeProvider.GetTimestamp();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            view.FollowOrThrow();

            // Not what has been followed when it is written: a reader of this process may have gone on meanwhile, and the file would keep
            // what was true before.
            var followed = view.Followed;
            WriteIfNeeded(hasOwnCommits);
            if (followed == view.Committed)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Writes what is committed by now while nobody can commit, and so for good: for a process that closes and was overtaken too often, or
    /// found another one writing, which may know less and die before it writes again.
    /// </summary>
    /// <param name="hasOwnCommits">This process committed since the last time.</param>
    /// <exception cref="StoreBusyException">The lock was not free within the time-out.</exception>
    internal async ValueTask UpdateAloneAsync(bool hasOwnCommits)
    {
        if (IsNotOurs(hasOwnCommits))
        {
            return;
        }

        using var turn = await WaitForTurnAsync().ConfigureAwait(false);
        using var held = await writerLock.AcquireAsync().ConfigureAwait(false);
        view.FollowOrThrow();
        WriteIfNeeded(hasOwnCommits);
    }

    /// <summary>
    /// Writes the file anew unless it says what the tickets say, whoever wrote it last; where it does not exist, nothing.
    /// </summary>
    /// <exception cref="StoreBusyException">The lock was not free within the time-out.</exception>
    internal async ValueTask RewriteAsync()
    {
        using var turn = await WaitForTurnAsync().ConfigureAwait(false);
        using var held = await writerLock.AcquireAsync().ConfigureAwait(false);
        view.FollowOrThrow();
        var path = layout.Absolute(StoreLayout.PythonIndexFile);
        if (fileSystem.GetStatus(path) is { Type: FileType.Regular })
        {
            Write(path, view.Index.Snapshot, fileSystem.ReadFile(path, MaximumLength)?.Bytes ?? [], isMeaningEnough: true);
        }
    }

    /// <summary>
    /// What is wrong with the file; null when nothing is, or it is not there. What a living process is about to write is worth knowing
    /// only.
    /// </summary>
    internal VerificationFinding? Check()
    {
        var path = layout.Absolute(StoreLayout.PythonIndexFile);
        if (fileSystem.GetStatus(path) is not { } status)
        {
            return null;
        }

        if (status is not { Type: FileType.Regular, Stamp.Size: <= MaximumLength })
        {
            return Finding(
                FindingSeverity.Warning,
                "This is no regular file, or one of more than 1 GiB; it is neither followed nor written. Replace " +
                "it by an empty file and repair the store: it writes the Python package's index there.");
        }

        var bytes = fileSystem.ReadFile(path, MaximumLength)?.Bytes ?? [];
        var value = Describe(view.Index.Snapshot);
        if (bytes.AsSpan().SequenceEqual(DocumentText.Write(DocumentSyntax.Yaml, value)))
        {
            return null;
        }

        if (!DocumentText.TryParse(DocumentSyntax.Yaml, bytes, Limits, out var text, out var fault))
        {
            return Finding(
                FindingSeverity.Warning, $"The Python package cannot read its index (line {fault.Line}): {fault.Message} It is derived: " +
                "no side need be chosen. The next commit, repair or rebuild-index writes it anew from the tickets.");
        }

        return ValueComparison.Matches(text.Root, value) ? null : Finding(
            FindingSeverity.Information, "The Python package's index does not say what the tickets say. A process that has the store " +
            $"open may be about to write it: that happens up to {Housekeeping.LongestDelay.TotalSeconds:0} seconds after a commit, and " +
            "when it closes. Otherwise, as after a checkout, the next commit, repair or rebuild-index writes it anew.");
    }

    private static VerificationFinding Finding(FindingSeverity severity, string message) =>
        new(FindingCode, severity, StoreLayout.PythonIndexFile, message);

    /// <summary>
    /// Nothing here was written by this process, whatever the file says: it need neither be read to know that, nor waited for.
    /// </summary>
    private bool IsNotOurs(bool hasOwnCommits) => !hasOwnCommits && _written.IsNone;

    /// <summary>
    /// Waits until no other process writes the file: what it puts in place later may be older. The turn comes before the writer lock, and
    /// nobody who has the lock waits for the turn, so that commits go on meanwhile.
    /// </summary>
    /// <returns>
    /// Null when one has it for so long that something holds it up: it writes again then if there is more, and if it dies, the next commit
    /// does.
    /// </returns>
    private async ValueTask<IFileLock?> WaitForTurnAsync()
    {
        var start = timeProvider.GetTimestamp();
        while (true)
        {
            if (fileSystem.TryLock(layout.DerivedLockFile) is { } turn)
            {
                return turn;
            }

            if (timeProvider.GetElapsedTime(start) >= longestWaitForTurn)
            {
                return null;
            }

            await Task.Delay(PauseBeforeTurn, timeProvider).ConfigureAwait(false);
        }
    }

    private void WriteIfNeeded(bool hasOwnCommits)
    {
        var path = layout.Absolute(StoreLayout.PythonIndexFile);
        var snapshot = view.Index.Snapshot;
        if (snapshot.Position == _writtenAt || fileSystem.GetStatus(path) is not { Type: FileType.Regular })
        {
            return;
        }

        var bytes = fileSystem.ReadFile(path, MaximumLength)?.Bytes ?? [];
        if (hasOwnCommits || DocumentVersion.Of(bytes) == _written)
        {
            // The Python package folds and escapes in its own way, so until we have written the file once, what it means counts: a store
            // that is opened and closed leaves no difference in git.
            Write(path, snapshot, bytes, isMeaningEnough: _writtenAt < 0);
        }
    }

    private void Write(string path, IndexSnapshot snapshot, byte[] bytes, bool isMeaningEnough)
    {
        var value = Describe(snapshot);
        var wanted = DocumentText.Write(DocumentSyntax.Yaml, value);
        if (!bytes.AsSpan().SequenceEqual(wanted) && !(isMeaningEnough && Means(bytes, value)))
        {
            bytes = wanted;
            var temporary = StoreLayout.TemporaryPath(path, identifiers.NextBits());
            fileSystem.CreateFile(temporary, bytes);
            LeftOvers.Replace(fileSystem, temporary, path);
        }

        _writtenAt = snapshot.Position;
        _written = DocumentVersion.Of(bytes);
    }

    private static bool Means(byte[] bytes, MappingValue value) =>
        DocumentText.TryParse(DocumentSyntax.Yaml, bytes, Limits, out var text, out _) && ValueComparison.Matches(text.Root, value);

    private MappingValue Describe(IndexSnapshot snapshot)
    {
        var entries = new List<KeyValuePair<string, DocumentValue>>(snapshot.Count);
        foreach (var (id, _) in snapshot.Files)
        {
            if (snapshot.TryGet(id, out var summary, out _))
            {
                entries.Add(new(id.Value, Entry(summary)));
            }
        }

        entries.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return new([.. entries]);
    }

    private MappingValue Entry(TicketSummary summary) => new(
    [
        new("created_at", new ScalarValue(_timestamps.Write(summary.CreatedAt), ScalarMeaning.Timestamp)),
        new("labels", new SequenceValue([.. summary.Labels.Select(static label => new ScalarValue(label, ScalarMeaning.Text))])),
        new("priority", new ScalarValue(summary.Priority.Value, ScalarMeaning.Text)),
        new("status", new ScalarValue(summary.Status.Value, ScalarMeaning.Text)),
        new("title", new ScalarValue(summary.Title, ScalarMeaning.Text)),
        new("updated_at", new ScalarValue(_timestamps.Write(summary.UpdatedAt), ScalarMeaning.Timestamp)),
    ]);
}
