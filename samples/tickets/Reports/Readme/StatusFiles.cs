using System.Text;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.CommandLine.Reports.Readme;

/// <summary>Writes the status into the files of a repository. A file that would not change is not written.</summary>
internal static class StatusFiles
{
    internal const string Readme = "README.md";
    internal const string Page = "STATUS.md";
    private const int LargestReadme = 16 << 20;

    /// <summary>Replaces or adds the section of the README; makes the file when there is none.</summary>
    /// <returns>False when the file says it already.</returns>
    internal static bool UpdateReadme(string repository, string project, string section)
    {
        var path = Path.Join(repository, Readme);
        if (!File.Exists(path))
        {
            AtomicFile.Write(path, Encoding.UTF8.GetBytes($"# {MarkdownText.Escape(project)}\n\n{section}"), repository);
            return true;
        }

        return WriteChanged(path, repository, before => StatusSection.Replace(before, section, Readme));
    }

    /// <returns>False when the file says it already.</returns>
    internal static bool WritePage(string repository, string page)
    {
        var path = Path.Join(repository, Page);
        return WriteChanged(path, repository, _ => Encoding.UTF8.GetBytes(page));
    }

    private static bool WriteChanged(string path, string repository, Func<byte[], byte[]> change)
    {
        var before = File.Exists(path) ? Read(path) : [];
        var after = change(before);
        if (after.AsSpan().SequenceEqual(before))
        {
            return false;
        }

        AtomicFile.Write(path, after, repository);
        return true;
    }

    private static byte[] Read(string path)
    {
        var length = new FileInfo(path).Length;
        return length <= LargestReadme
            ? File.ReadAllBytes(path)
            : throw CommandFailedException.Conflict(
                $"{Path.GetFileName(path)} has {length} bytes; up to {LargestReadme} are read. Is it the right file?");
    }
}
