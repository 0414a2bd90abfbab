using System.Diagnostics.CodeAnalysis;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Locking;
using RepoTickets.Storage.Recovery;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Committing;

/// <summary>
/// Files of commits that allow them to follow (<see cref="ChangeSet.FilesMayFollow"/>): the journal has their bytes and readers get them
/// from the overlay, so that ten commits of one document write its file once. To every other process this looks like a writer that died
/// between the commit point and the first rename, which whoever takes the lock next makes good; what keeps it right is therefore what keeps
/// recovery right. Only the holder of the writer lock uses it.
/// </summary>
internal sealed class PendingFiles(IFileSystem fileSystem, StoreLayout layout, IIdentifierGenerator identifiers, SharedState shared)
{
    /// <summary>Files that may wait.</summary>
    internal const int MaximumCount = 1_024;

    /// <summary>Their bytes.</summary>
    internal const long MaximumBytes = 8 << 20;

    private readonly Dictionary<string, PendingFile> _files = new(StringComparer.Ordinal);
    private long _bytes;
    private volatile bool _isEmpty = true;

    /// <summary>Nothing waits. May be asked by anybody.</summary>
    internal bool IsEmpty => _isEmpty;

    /// <summary>More should not wait.</summary>
    internal bool IsFull => _files.Count >= MaximumCount || _bytes >= MaximumBytes;

    /// <summary>The shared applied position as this process left it, while something waits.</summary>
    internal long Applied { get; private set; }

    /// <summary>The change that gives a file its content; null when it does not wait.</summary>
    internal FileChange? Find(string relativePath) => _files.GetValueOrDefault(relativePath)?.Last;

    /// <summary>
    /// Whether the files of a commit may wait. Not those of tickets, which people edit and which move between folders, and not where other
    /// processes have no other way to see a commit than its files.
    /// </summary>
    internal bool Allows(JournalCommit commit) =>
        commit is { FilesMayFollow: true, IsExternal: false } && !shared.IsPrivate && commit.Changes.All(static change =>
            change.AfterPath is { } path && (change.BeforePath is null || change.BeforePath == path) &&
            StoreLayout.TryGetKey(path, out var key) && key.Kind != DocumentKind.Ticket);

    internal void Add(JournalCommit commit)
    {
        foreach (var change in commit.Changes)
        {
            var path = change.AfterPath!;
            if (!_files.TryGetValue(path, out var file))
            {
                _files.Add(path, file = new(change.BeforePath is null, change.Before, commit.Position));
            }

            _bytes += change.After!.Length - file.Length;
            file.Put(change);
        }

        _isEmpty = _files.Count == 0;
    }

    /// <summary>A later commit decides about the file, so that this one need not be written any more.</summary>
    internal bool TryTake(string relativePath, [NotNullWhen(true)] out PendingFile? file)
    {
        if (!_files.Remove(relativePath, out file))
        {
            return false;
        }

        _bytes -= file.Length;
        _isEmpty = _files.Count == 0;
        return true;
    }

    /// <summary>Through which position all files are in place when the newest commit is at <paramref name="committed"/>.</summary>
    internal long NoteApplied(long committed)
    {
        Applied = committed;
        foreach (var file in _files.Values)
        {
            Applied = Math.Min(Applied, file.FirstPosition - 1);
        }

        return Applied;
    }

    /// <summary>Somebody else has put the files in place, or is going to from the journal.</summary>
    internal void Clear()
    {
        _files.Clear();
        _bytes = 0;
        _isEmpty = true;
    }

    /// <summary>Writes every file that waits.</summary>
    /// <exception cref="FileSystemException">Not all could be written; those that were do no harm.</exception>
    internal IReadOnlyList<FileChange> PutInPlace(RecentFiles recent, RecoveryConflicts conflicts)
    {
        var placed = new List<FileChange>(_files.Count);
        foreach (var (path, file) in _files)
        {
            var staged = StageFor(path);
            staged.Create(file.Last!.After);
            Put(path, file, staged, file.Last, recent, conflicts);
            placed.Add(file.Last);
        }

        Clear();
        return placed;
    }

    /// <summary>
    /// Writes what can be written when the store's own folder is gone, and the journal with it: nobody else can do it any more.
    /// </summary>
    /// <returns>The files that could not be written.</returns>
    internal IReadOnlyList<string> PutInPlaceWithoutJournal(RecentFiles recent, RecoveryConflicts conflicts)
    {
        var failed = new List<string>();
        foreach (var (path, file) in _files.Where(static pair => !pair.Key.StartsWith(StoreLayout.SdkPrefix, StringComparison.Ordinal)))
        {
            var staged = StageFor(path);
            try
            {
                staged.Create(file.Last!.After);
                Put(path, file, staged, file.Last, recent, conflicts);
            }
            catch (FileSystemException)
            {
                // Also where somebody else has changed the file: there is no quarantine any more.
                failed.Add(path);
                staged.TryRemove();
            }
        }

        Clear();
        return failed;
    }

    /// <summary>
    /// Gives a file its content, unless another program has changed it meanwhile: then theirs stays and ours goes to quarantine, as after a
    /// crash.
    /// </summary>
    /// <param name="relativePath">The file.</param>
    /// <param name="file">What it may be found with.</param>
    /// <param name="staged">Its content.</param>
    /// <param name="change">What gives it its content.</param>
    /// <param name="recent">Learns of the file.</param>
    /// <param name="conflicts">Learns of what others did.</param>
    internal void Put(
        string relativePath, PendingFile file, StagedFile staged, FileChange change, RecentFiles recent, RecoveryConflicts conflicts)
    {
        var bytes = change.After!;
        if (!(file.WasAbsent && staged.TryMove()) && !TryReplace(staged, file, bytes))
        {
            staged.GiveWay(relativePath, bytes, conflicts);
            return;
        }

        if (fileSystem.GetStatus(staged.Target) is { } status)
        {
            recent.Note(relativePath, status.Stamp, change.AfterVersion);
        }
    }

    private bool TryReplace(StagedFile staged, PendingFile file, byte[] bytes)
    {
        var current = fileSystem.ReadFile(staged.Target, int.MaxValue)?.Bytes;
        if (!file.Knows(current) && !(current is not null && current.AsSpan().SequenceEqual(bytes)))
        {
            return false;
        }

        staged.Replace();
        return true;
    }

    private StagedFile StageFor(string relativePath) => new(fileSystem, layout.Absolute(relativePath), identifiers.NextBits());
}

/// <summary>
/// A file that waits to be written, and every content that it may be found with: what it was, and what commits gave it since.
/// </summary>
internal sealed class PendingFile
{
    private readonly HashSet<DocumentVersion> _known = [];

    internal PendingFile(bool wasAbsent, byte[]? before, long firstPosition)
    {
        WasAbsent = wasAbsent;
        FirstPosition = firstPosition;
        if (wasAbsent)
        {
            _known.Add(DocumentVersion.None);
        }
        else if (before is not null)
        {
            _known.Add(DocumentVersion.Of(before));
        }
    }

    internal bool WasAbsent { get; }

    /// <summary>The first commit whose content is not in the file.</summary>
    internal long FirstPosition { get; }

    /// <summary>What gives it its content.</summary>
    internal FileChange? Last { get; private set; }

    internal int Length => Last?.After?.Length ?? 0;

    internal bool Knows(byte[]? current) => _known.Contains(current is null ? DocumentVersion.None : DocumentVersion.Of(current));

    internal void Put(FileChange change)
    {
        Last = change;
        _known.Add(change.AfterVersion);
    }
}
