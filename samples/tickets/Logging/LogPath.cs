namespace RepoTickets.CommandLine.Logging;

/// <summary>Where a file of log lines is.</summary>
internal static class LogPath
{
    /// <summary>Why a path cannot be logged to; null when it can. Makes the file and its folder.</summary>
    internal static string? Explain(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return exception.Message;
        }
    }
}
