using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Reports;

/// <summary>Writes a file so that whoever reads it sees the old one or the new one, never a part, whatever goes wrong meanwhile.</summary>
internal static class AtomicFile
{
    /// <summary>Replaces a file, or makes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What it holds afterwards.</param>
    /// <param name="within">
    /// A link must not lead out of this folder: a repository that somebody else wrote may hold one. Null for anywhere.
    /// </param>
    internal static void Write(string path, ReadOnlySpan<byte> content, string? within = null)
    {
        var target = FinalTarget(path);
        if (within is not null && !target.StartsWith(FinalFolder(within) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw CommandFailedException.Conflict(
                $"'{SafeText.Line(path, 300)}' is a link that leads out of the repository. It was not changed: remove the link.");
        }

        var folder = Path.GetDirectoryName(target)!;
        var draft = Path.Join(folder, $".{Path.GetFileName(target)}.{Environment.ProcessId}.tmp");
        try
        {
            File.Delete(draft);
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.None,
                BufferSize = 0,
            };
            using (var stream = new FileStream(draft, options))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(draft, File.GetUnixFileMode(target));
            }

            File.Move(draft, target, overwrite: true);
        }
        catch (Exception exception) when (WrittenFile.IsRefusal(exception))
        {
            Remove(draft);
            throw WrittenFile.Explain(exception, draft, target);
        }
    }

    /// <summary>Removes a draft whose purpose failed.</summary>
    internal static void Remove(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception exception) when (WrittenFile.IsRefusal(exception))
        {
            // The first failure is the one to tell.
            return;
        }
    }

    private static string FinalFolder(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return Directory.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
    }

    /// <summary>A link stays a link: what it points to is replaced.</summary>
    internal static string FinalTarget(string path) =>
        new FileInfo(path).LinkTarget is null
            ? Path.Join(FinalFolder(Path.GetDirectoryName(Path.GetFullPath(path))!), Path.GetFileName(path))
            : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
}
