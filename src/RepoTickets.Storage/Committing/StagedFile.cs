using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Recovery;

namespace RepoTickets.Storage.Committing;

/// <summary>New content of a file, under a temporary name beside its target or under none, until it is put in place.</summary>
internal sealed class StagedFile(IFileSystem fileSystem, string target, ulong unique) : IDisposable
{
    private readonly string _temporary = StoreLayout.TemporaryPath(target, unique);
    private IUnnamedFile? _unnamed;
    private byte[]? _content;

    /// <summary>The file whose content it becomes.</summary>
    internal string Target => target;

    /// <summary>
    /// Writes the content without a name where that is possible: that is the cheaper half of making a file, and a death leaves nothing. One
    /// descriptor is held until the content is in place.
    /// </summary>
    internal void CreateUnnamed(byte[]? bytes)
    {
        _unnamed = fileSystem.TryCreateUnnamed(target, bytes);
        _content = bytes;
        if (_unnamed is null)
        {
            Create(bytes);
        }
    }

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
    internal void Replace()
    {
        // Only a rename replaces.
        _unnamed?.Name(_temporary);
        fileSystem.Replace(_temporary, target);
    }

    /// <summary>Puts the content where nothing is yet.</summary>
    /// <returns>False when something is there; nothing has happened then.</returns>
    internal bool TryMove()
    {
        try
        {
            if (_unnamed is not null && TryName(_unnamed))
            {
                return true;
            }

            fileSystem.MoveExclusively(_temporary, target);
            return true;
        }
        catch (FileSystemException exception) when (exception.Error == FileSystemError.AlreadyExists)
        {
            return false;
        }
    }

    /// <returns>False when the system does not let the file have a name: it lies under the temporary one now.</returns>
    private bool TryName(IUnnamedFile unnamed)
    {
        try
        {
            unnamed.Name(target);
            return true;
        }
        catch (FileSystemException exception) when (exception.Error != FileSystemError.AlreadyExists)
        {
            // Security modules and file systems in user space may allow the one and not the other.
            unnamed.Dispose();
            _unnamed = null;
            Create(_content);
            return false;
        }
    }

    /// <summary>Gives the content up because its purpose failed.</summary>
    /// <returns>False when the file stays: the next recovery removes it.</returns>
    internal bool TryRemove()
    {
        Dispose();
        return _unnamed is not null || LeftOvers.TryDelete(fileSystem, _temporary);
    }

    /// <summary>What another program made of the target stays in place, and our content goes to quarantine.</summary>
    internal void GiveWay(string relativePath, byte[] bytes, RecoveryConflicts conflicts)
    {
        conflicts.KeepTheirs(relativePath, bytes);
        if (_unnamed is null)
        {
            fileSystem.Delete(_temporary);
        }
    }

    /// <summary>Nothing is held any more; content without a name that was given none is gone.</summary>
    public void Dispose() => _unnamed?.Dispose();
}
