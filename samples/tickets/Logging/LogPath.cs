using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Logging;

/// <summary>
/// Where a file of log lines may be: in the store's local folder, and reached without links. Its name comes from a file that a stranger's
/// repository may track, so it must not lead to any other file of whoever runs a command there.
/// </summary>
internal static class LogPath
{
    private const string Place = ".tickets/.sdk";
    private const string PlaceHint =
        $"It must be the relative path of a file in {Place}, without '..', backslashes, colons and links, such as log.jsonl.";

    /// <summary>How each line begins that this program logs.</summary>
    private static ReadOnlySpan<byte> LineStart => "{\"timestamp\":"u8;

    /// <summary>Folders and files there that hold something else.</summary>
    private static readonly string[] Taken =

        [
            LogSettings.FileName, "journal", "events", "leases", "workflows", "triage", "quarantine", "index", "index.text", "checkpoint",
            "format", "lock", "shared",
        ];

    /// <summary>Why a file cannot be logged to; null when it can. Makes the file and its folder.</summary>
    /// <param name="localFolder">The store's local folder.</param>
    /// <param name="name">The file, as the settings name it.</param>
    internal static string? Explain(string localFolder, string name)
    {
        try
        {
            if (ExplainName(name) is { } wrong)
            {
                return wrong;
            }

            // Nothing is made, and nothing opened, before every part of the path is known to be no link.
            var path = Path.Join(localFolder, name);
            if (FindLink(localFolder, name) is { } link)
            {
                return $"'{SafeText.Line(link, 300)}' is a link. {PlaceHint}";
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (FindStranger(path) is { } stranger)
            {
                return $"'{SafeText.Line(stranger, 300)}' is a link or holds something else than log lines. Name another file, or remove " +
                    "that one.";
            }

            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            return null;
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return exception.Message;
        }
    }

    private static string? ExplainName(string name)
    {
        var parts = name.Split('/');
        return Path.IsPathRooted(name) || name.AsSpan().ContainsAny('\\', ':') || parts.Any(static part => part is "" or "." or "..")
            ? PlaceHint
            : Taken.Contains(parts[0], StringComparer.OrdinalIgnoreCase)
                ? $"'{SafeText.Line(parts[0], 300)}' in {Place} holds something else than log lines."
                : null;
    }

    /// <summary>The first part of the path that is a link, from the folder that holds the store on.</summary>
    private static string? FindLink(string localFolder, string name)
    {
        var path = Path.GetDirectoryName(Path.GetFullPath(localFolder))!;
        string[] below = [Path.GetFileName(Path.TrimEndingDirectorySeparator(localFolder)), .. name.Split('/')];
        for (var depth = 0; ; depth++)
        {
            if (new FileInfo(path).LinkTarget is not null)
            {
                return path;
            }

            if (depth == below.Length)
            {
                return null;
            }

            path = Path.Join(path, below[depth]);
        }
    }

    /// <summary>
    /// A file that is no log of this program among those that log lines may go to: the one that is named, and those that it goes on in.
    /// </summary>
    private static string? FindStranger(string path)
    {
        var stem = Path.GetFileNameWithoutExtension(path);
        return new DirectoryInfo(Path.GetDirectoryName(path)!).EnumerateFiles()
            .Where(file => file.Name.StartsWith(stem, StringComparison.Ordinal) && file.Extension == Path.GetExtension(path))
            .FirstOrDefault(static file => file.LinkTarget is not null || !HoldsLogLines(file.FullName))?.FullName;
    }

    private static bool HoldsLogLines(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> start = stackalloc byte[LineStart.Length];
        var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return LineStart.StartsWith(start[..length]);
    }
}
