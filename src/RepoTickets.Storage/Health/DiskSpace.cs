namespace RepoTickets.Storage.Health;

/// <summary>How much room there is.</summary>
internal static class DiskSpace
{
    /// <summary>Bytes that this process may still write on the disk that holds a folder; null when the system does not say.</summary>
    internal static long? FreeAt(string folder)
    {
        try
        {
            // On Unix any path names the file system that it lies on; elsewhere only the root of a drive does.
            var name = OperatingSystem.IsWindows() ? Path.GetPathRoot(Path.GetFullPath(folder))! : folder;
            return new DriveInfo(name).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
