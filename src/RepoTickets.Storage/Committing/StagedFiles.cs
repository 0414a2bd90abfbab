using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Recovery;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Committing;

/// <summary>New contents of files under temporary names beside their targets, until a rename puts them in place.</summary>
internal sealed class StagedFiles(IFileSystem fileSystem, StoreLayout layout, IIdentifierGenerator identifiers, PendingFiles pending)
{
    private readonly Dictionary<FileChange, StagedFile> _staged = new(ReferenceEqualityComparer.Instance);

    internal void Add(JournalCommit commit)
    {
        if (commit.IsExternal)
        {
            return;
        }

        // They were folders when the store was opened; a checkout may have put links in their place since.
        OwnFolders.Require(
            fileSystem, layout, commit.Changes.SelectMany(static change => new[] { change.BeforePath, change.AfterPath }).OfType<string>());
        if (pending.Allows(commit))
        {
            return;
        }

        foreach (var change in commit.Changes)
        {
            if (change.AfterPath is null)
            {
                continue;
            }

            // Noted before it is written: what was written in part is removed as well.
            var staged = new StagedFile(fileSystem, layout.Absolute(change.AfterPath), identifiers.NextBits());
            _staged.Add(change, staged);
            staged.Create(change.After);
        }
    }

    /// <summary>Removes what was staged.</summary>
    /// <returns>False when something stays: the next recovery removes it.</returns>
    internal bool RemoveAll()
    {
        var complete = true;
        foreach (var staged in _staged.Values)
        {
            complete &= staged.TryRemove();
        }

        return complete;
    }

    internal void PutInPlace(JournalCommit commit, RecentFiles recent, RecoveryConflicts conflicts)
    {
        if (commit.IsExternal)
        {
            return;
        }

        if (pending.Allows(commit))
        {
            pending.Add(commit);
            return;
        }

        foreach (var change in commit.Changes)
        {
            if (change.AfterPath is { } path)
            {
                Rename(change, _staged[change], path, recent, conflicts);
            }

            if (change.BeforePath is { } before && before != change.AfterPath)
            {
                pending.TryTake(before, out _);
                fileSystem.Delete(layout.Absolute(before));
                recent.Forget(before);
            }
        }
    }

    private void Rename(FileChange change, StagedFile staged, string relativePath, RecentFiles recent, RecoveryConflicts conflicts)
    {
        if (pending.TryTake(relativePath, out var waiting))
        {
            // What lies there is older than what the change was planned on, so it says nothing about other programs.
            pending.Put(relativePath, waiting, staged, change, recent, conflicts);
            return;
        }

        if (change.BeforePath == relativePath)
        {
            staged.Replace();
        }
        else if (!staged.TryMove())
        {
            // Another program created this very file between our look and our rename. Both are kept: theirs in place, ours in quarantine.
            staged.GiveWay(relativePath, change.After!, conflicts);
            return;
        }

        if (fileSystem.GetStatus(staged.Target) is { } status)
        {
            recent.Note(relativePath, status.Stamp, change.AfterVersion);
        }
    }
}
