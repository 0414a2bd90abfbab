using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Recovery;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Committing;

/// <summary>New contents of files under temporary names beside their targets, until a rename puts them in place.</summary>
internal sealed class StagedFiles(IFileSystem fileSystem, StoreLayout layout, IIdentifierGenerator identifiers, PendingFiles pending)
{
    private readonly Dictionary<FileChange, string> _temporary = new(ReferenceEqualityComparer.Instance);

    internal void Add(JournalCommit commit)
    {
        if (commit.IsExternal || pending.Allows(commit))
        {
            return;
        }

        foreach (var change in commit.Changes)
        {
            if (change.AfterPath is null)
            {
                continue;
            }

            var target = layout.Absolute(change.AfterPath);
            var temporary = StoreLayout.TemporaryPath(target, identifiers.NextBits());
            _temporary.Add(change, temporary);
            Create(temporary, change.After);
        }
    }

    /// <summary>The folder is nearly always there, so it is made only when it turns out not to be.</summary>
    private void Create(string temporary, byte[]? bytes)
    {
        try
        {
            fileSystem.CreateFile(temporary, bytes);
        }
        catch (FileSystemException exception) when (exception.Error == FileSystemError.NotFound)
        {
            fileSystem.CreateFolder(Path.GetDirectoryName(temporary)!);
            fileSystem.CreateFile(temporary, bytes);
        }
    }

    /// <summary>Removes what was staged.</summary>
    /// <returns>False when something stays: the next recovery removes it.</returns>
    internal bool RemoveAll()
    {
        var complete = true;
        foreach (var temporary in _temporary.Values)
        {
            complete &= LeftOvers.TryDelete(fileSystem, temporary);
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
                Rename(change, _temporary[change], path, recent, conflicts);
            }

            if (change.BeforePath is { } before && before != change.AfterPath)
            {
                pending.TryTake(before, out _);
                fileSystem.Delete(layout.Absolute(before));
                recent.Forget(before);
            }
        }
    }

    private void Rename(FileChange change, string temporary, string relativePath, RecentFiles recent, RecoveryConflicts conflicts)
    {
        var target = layout.Absolute(relativePath);
        if (pending.TryTake(relativePath, out var waiting))
        {
            // What lies there is older than what the change was planned on, so it says nothing about other programs.
            pending.Put(relativePath, waiting, temporary, change, recent, conflicts);
            return;
        }

        if (change.BeforePath == relativePath)
        {
            fileSystem.Replace(temporary, target);
        }
        else if (!TryMove(temporary, target))
        {
            // Another program created this very file between our look and our rename. Both are kept: theirs in place, ours in quarantine.
            conflicts.KeepTheirs(relativePath, change.After!);
            fileSystem.Delete(temporary);
            return;
        }

        if (fileSystem.GetStatus(target) is { } status)
        {
            recent.Note(relativePath, status.Stamp, change.AfterVersion);
        }
    }

    private bool TryMove(string temporary, string target)
    {
        try
        {
            fileSystem.MoveExclusively(temporary, target);
            return true;
        }
        catch (FileSystemException exception) when (exception.Error == FileSystemError.AlreadyExists)
        {
            return false;
        }
    }
}
