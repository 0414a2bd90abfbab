using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Recovery;

namespace RepoTickets.Storage.Committing;

/// <summary>New content of a file under a temporary name beside its target, until a rename puts it in place.</summary>
internal sealed class StagedFile(IFileSystem fileSystem, string target, ulong unique)
{
    private readonly string _temporary = StoreLayout.TemporaryPath(target, unique);

    /// <summary>The file whose content it becomes.</summary>
    internal string Target => target;

    /// <summary>Writes the content. The folder is nearly always there, so it is made only when it turns out not to be.</summary>
    internal void Create(byte[]? bytes)
    {
        try
        {
            fileSystem.CreateFile(_temporary, bytes);
        }
        catch (FileSystemException exception) when (exception.Error == FileSystemError.NotFound)
        {
            OwnFolders.Create(fileSystem, Path.GetDirectoryName(_temporary)!);
            fileSystem.CreateFile(_temporary, bytes);
        }
    }

    /// <summary>Puts the content in place of what is there.</summary>
    internal void Replace() => fileSystem.Replace(_temporary, target);

    /// <summary>Puts the content where nothing is yet.</summary>
    /// <returns>False when something is there; nothing has happened then.</returns>
    internal bool TryMove()
    {
        try
        {
            fileSystem.MoveExclusively(_temporary, target);
            return true;
        }
        catch (FileSystemException exception) when (exception.Error == FileSystemError.AlreadyExists)
        {
            return false;
        }
    }

    /// <summary>Gives the content up because its purpose failed.</summary>
    /// <returns>False when the file stays: the next recovery removes it.</returns>
    internal bool TryRemove() => LeftOvers.TryDelete(fileSystem, _temporary);

    /// <summary>What another program made of the target stays in place, and our content goes to quarantine.</summary>
    internal void GiveWay(string relativePath, byte[] bytes, RecoveryConflicts conflicts)
    {
        conflicts.KeepTheirs(relativePath, bytes);
        fileSystem.Delete(_temporary);
    }
}
