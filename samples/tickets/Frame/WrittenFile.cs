using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Frame;

/// <summary>Says failures of writing a file under a temporary name in terms of the file that was asked for, with what to do.</summary>
internal static class WrittenFile
{
    private const int NoSpace = 28;
    private const int OverQuota = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>A path that <c>--output</c> was given, before anything is done for it.</summary>
    /// <exception cref="CommandFailedException">No file can be made or replaced there.</exception>
    internal static string Check(string path)
    {
        var target = TargetOf(path);
        if (Directory.Exists(target))
        {
            throw CommandFailedException.Usage($"'{SafeText.Line(path, 300)}' is a folder. '--output' takes the name of a file.");
        }

        // Whatever is written takes the place of what was there, also of a device.
        if (File.Exists(target) && !IsRegular(target))
        {
            throw CommandFailedException.Usage(
                $"'{SafeText.Line(path, 300)}' is not a regular file, and would be replaced by one. '--output' takes the name of a file.");
        }

        return Directory.Exists(Path.GetDirectoryName(target))
            ? path
            : throw CommandFailedException.NotFound(
                $"There is no folder for '{SafeText.Line(path, 300)}'. Make it first, or give another '--output'.");
    }

    /// <summary>What a link leads to, also when it is not there yet.</summary>
    private static string TargetOf(string path)
    {
        try
        {
            return new FileInfo(path) is { LinkTarget: not null } link && link.ResolveLinkTarget(returnFinalTarget: true) is { } target
                ? target.FullName
                : path;
        }
        catch (IOException)
        {
            // Links in a circle: writing says so.
            return path;
        }
    }

    private static bool IsRegular(string path)
    {
        try
        {
            return BoundedInput.FindRegular(path) is not null;
        }
        catch (UnauthorizedAccessException)
        {
            // It need not be readable to be replaced.
            return true;
        }
    }

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
