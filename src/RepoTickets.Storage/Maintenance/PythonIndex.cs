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
    TimeZoneInfo zone)
{
    private const long MaximumLength = 1L << 30;

    // Others who commit without a pause would keep this process here for ever. Whoever gives up here comes again: in its next run, or, when
    // it closes, under the lock, where nobody can overtake it.
    private const int Attempts = 3;

    private readonly TimestampText _timestamps = new(zone);
    private long _writtenAt = -1;
    private DocumentVersion _written;

    /// <summary>Some process began to write the file no longer ago than this.</summary>
    internal bool WasBegunWithin(TimeSpan time) =>
        shared.PythonIndexBegun is not 0 and var begun &&
        timeProvider.GetElapsedTime(begun, timeProvider.GetTimestamp()).Duration() < time;

    /// <summary>
    /// Writes what is committed by now, by whatever process. Two processes may write at once, and the one that knows less may be the last:
    /// it finds then that there is more, and writes again.
    /// </summary>
    /// <param name="hasOwnCommits">This process committed since the last time.</param>
    /// <returns>False when there is more already, so that this is to be done again.</returns>
    internal bool Update(bool hasOwnCommits)
    {
        shared.PythonIndexBegun = timeProvider.GetTimestamp();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            view.FollowOrThrow();
            Write(hasOwnCommits);
            if (view.IsCurrent)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Writes what is committed by now while nobody can commit, and so for good: for a process that closes and was overtaken too often.
    /// Another that closes meanwhile may have seen its own commits written and be gone; nobody else would undo what is written late.
    /// </summary>
    /// <exception cref="StoreBusyException">The lock was not free within the time-out.</exception>
    internal async ValueTask UpdateAloneAsync(bool hasOwnCommits)
    {
        using var held = await writerLock.AcquireAsync().ConfigureAwait(false);
        view.FollowOrThrow();
        Write(hasOwnCommits);
    }

    private void Write(bool hasOwnCommits)
    {
        var path = layout.Absolute(StoreLayout.PythonIndexFile);
        var snapshot = view.Index.Snapshot;
        if (!hasOwnCommits && _written.IsNone)
        {
            // Nothing here was written by this process, whatever the file says: it need not be read to know that.
            return;
        }

        if (snapshot.Position == _writtenAt || fileSystem.GetStatus(path) is not { Type: FileType.Regular })
        {
            return;
        }

        var bytes = fileSystem.ReadFile(path, MaximumLength)?.Bytes ?? [];
        if (!hasOwnCommits && DocumentVersion.Of(bytes) != _written)
        {
            return;
        }

        var value = Describe(snapshot);
        var wanted = DocumentText.Write(DocumentSyntax.Yaml, value);
        if (!Says(bytes, wanted, value))
        {
            bytes = wanted;
            var temporary = StoreLayout.TemporaryPath(path, identifiers.NextBits());
            fileSystem.CreateFile(temporary, bytes);
            LeftOvers.Replace(fileSystem, temporary, path);
        }

        _writtenAt = snapshot.Position;
        _written = DocumentVersion.Of(bytes);
    }

    /// <summary>
    /// The file says it already. The Python package folds and escapes in its own way, so until we have written the file once, what it means
    /// counts: a store that is opened and closed leaves no difference in git.
    /// </summary>
    private bool Says(byte[] bytes, byte[] wanted, MappingValue value) =>
        bytes.AsSpan().SequenceEqual(wanted) ||
        (_writtenAt < 0 && DocumentText.TryParse(
            DocumentSyntax.Yaml, bytes, TextLimits.Default, out var text, out _) && ValueComparison.Matches(text.Root, value));

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
