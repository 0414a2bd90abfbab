using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Importing;

/// <summary>Finds the files of another program: the path may be the file, the program's folder, or the repository.</summary>
internal static class ForeignFiles
{
    /// <param name="path">What was given, absolute.</param>
    /// <param name="folders">Where the files may lie below it; an empty one is the path itself.</param>
    /// <param name="pattern">Their names.</param>
    /// <param name="what">What is looked for, for the message.</param>
    internal static IReadOnlyList<string> Find(string path, string[] folders, string pattern, string what)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        foreach (var folder in folders.Select(folder => Path.Join(path, folder)).Where(Directory.Exists))
        {
            var files = Directory.GetFiles(folder, pattern);
            if (files.Length > 0)
            {
                Array.Sort(files, StringComparer.Ordinal);
                return files;
            }
        }

        throw CommandFailedException.NotFound($"There is no {what} at '{SafeText.Line(path, 300)}'. Give the file, its folder, or the repository.");
    }

    internal static ForeignFile Read(string path, string root)
    {
        if (new FileInfo(path).Length > ForeignFile.MaximumBytes)
        {
            throw CommandFailedException.Usage($"'{SafeText.Line(path, 300)}' has more than {ForeignFile.MaximumBytes >> 20} MiB, which is more than is imported at once.");
        }

        var name = Path.GetRelativePath(Directory.Exists(root) ? root : Path.GetDirectoryName(root)!, path);
        return new(SafeText.Line(name, 200), File.ReadAllBytes(path));
    }
}
