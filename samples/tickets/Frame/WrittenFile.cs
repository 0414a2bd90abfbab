using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Frame;

/// <summary>Says failures of writing a file under a temporary name in terms of the file that was asked for, with what to do.</summary>
internal static class WrittenFile
{
    private const int NoSpace = 28;
    private const int OverQuota = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>The failure of writing <paramref name="draft"/>, which was to become <paramref name="path"/>.</summary>
    internal static CommandFailedException Explain(Exception exception, string draft, string path)
    {
        // The longer name first: it may hold the other.
        var reason = exception.Message.Replace(Path.GetFullPath(draft), Path.GetFullPath(path), StringComparison.Ordinal).Replace(
            Path.GetFileName(draft), Path.GetFileName(path), StringComparison.Ordinal);
        var advice = exception switch
        {
            UnauthorizedAccessException => "Grant yourself the right to write in its folder, or name another file.",
            DirectoryNotFoundException => "Make its folder first, or name another file.",
            { HResult: NoSpace or OverQuota or WindowsDiskFull } => "Free space and try again.",
            _ => "Look at the path and its permissions.",
        };
        return new(ExitCodes.Failure, $"{SafeText.Line(path, 300)} could not be written: {SafeText.Line(reason, 500)} {advice}", exception);
    }

    internal static bool IsRefusal(Exception exception) => exception is IOException or UnauthorizedAccessException;
}
