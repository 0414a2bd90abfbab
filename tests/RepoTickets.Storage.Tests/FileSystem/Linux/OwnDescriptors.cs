namespace RepoTickets.Storage.Tests.FileSystem.Linux;

/// <summary>The descriptors that this process holds, by what they lead to: other tests open files at the same time.</summary>
internal static class OwnDescriptors
{
    /// <summary>How many lead to something in a folder, with a name or without.</summary>
    internal static int CountIn(string folder) => Directory.EnumerateFileSystemEntries("/proc/self/fd")
        .Count(link => TargetOf(link)?.StartsWith(folder + "/", StringComparison.Ordinal) == true);

    private static string? TargetOf(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (IOException)
        {
            // Closed since it was listed.
            return null;
        }
    }
}
