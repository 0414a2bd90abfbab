using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Recovery;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Committing;

/// <summary>New contents of files beside their targets, until they are put in place.</summary>
internal sealed class StagedFiles(
    IFileSystem fileSystem, StoreLayout layout, IIdentifierGenerator identifiers, PendingFiles pending, int parallelism) : IDisposable
{
    // Each holds a descriptor, of which processes are often allowed no more than 1,024.
    private const int MaximumUnnamed = 128;

    private readonly Dictionary<FileChange, StagedFile> _staged = new(ReferenceEqualityComparer.Instance);
    private int _unnamed;

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

        var writing = new List<Action>(commit.Changes.Count);
        foreach (var change in commit.Changes)
        {
            if (change.AfterPath is null)
            {
                continue;
            }

            // Noted before it is written: what was written in part is removed as well.
            var staged = new StagedFile(fileSystem, layout.Absolute(change.AfterPath), identifiers.NextBits());
            _staged.Add(change, staged);
            var isUnnamed = change.BeforePath != change.AfterPath && _unnamed++ < MaximumUnnamed;
            writing.Add(isUnnamed ? () => staged.CreateUnnamed(change.After) : () => staged.Create(change.After));
        }

        Run(writing);
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

        // What is new replaces nothing, so that the cores may share it. What waits may be what is new, in an earlier form.
        var isNew = pending.IsEmpty ? static change => change.BeforePath is null : (Func<FileChange, bool>)(static _ => false);
        Run([.. commit.Changes.Where(isNew).Select<FileChange, Action>(change => () => PutInPlace(change, recent, conflicts))]);
        foreach (var change in commit.Changes.Where(change => !isNew(change)))
        {
            PutInPlace(change, recent, conflicts);
        }
    }

    /// <summary>Content that was given no name is gone.</summary>
    public void Dispose()
    {
        foreach (var staged in _staged.Values)
        {
            staged.Dispose();
        }
    }

    private void Run(List<Action> actions)
    {
        if (SharedWork.IsWorthIt(actions.Count, parallelism))
        {
            SharedWork.Run(actions.Count, parallelism, index => actions[index]());
            return;
        }

        actions.ForEach(static action => action());
    }

    private void PutInPlace(FileChange change, RecentFiles recent, RecoveryConflicts conflicts)
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
