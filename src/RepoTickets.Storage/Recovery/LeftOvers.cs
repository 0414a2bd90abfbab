using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Recovery;

/// <summary>Removes a temporary file whose purpose failed.</summary>
internal static class LeftOvers
{
    /// <summary>Puts a temporary file in its place, or removes it.</summary>
    internal static void Replace(IFileSystem fileSystem, string temporary, string target)
    {
        try
        {
            fileSystem.Replace(temporary, target);
        }
        catch (FileSystemException)
        {
            TryDelete(fileSystem, temporary);
            throw;
        }
    }

    /// <returns>False when it stays: the next recovery removes it.</returns>
    internal static bool TryDelete(IFileSystem fileSystem, string temporary)
    {
        try
        {
            fileSystem.Delete(temporary);
            return true;
        }
        catch (FileSystemException)
        {
            // The reason for the removal is being reported; a left-over is not worth hiding it.
            return false;
        }
    }
}
