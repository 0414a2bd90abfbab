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

        throw CommandFailedException.NotFound(
            $"There is no {what} at '{SafeText.Line(path, 300)}'. Give the file, its folder, or the repository.");
    }

    /// <summary>Reads files; what is wrong with one as a whole is noted, and the next is read.</summary>
    /// <exception cref="CommandFailedException">All together are too large, or one of them is no regular file.</exception>
    internal static List<ForeignFile> Read(ForeignReading reading, IReadOnlyList<string> paths, string root)
    {
        var what = $"'{SafeText.Line(root, 300)}'";
        if (paths.Sum(BoundedInput.LengthOf) > BoundedInput.MaximumBytes)
        {
            throw BoundedInput.TooLarge(what);
        }

        var files = new List<ForeignFile>();
        long left = BoundedInput.MaximumBytes;
        foreach (var path in paths)
        {
            var name = Path.GetRelativePath(Directory.Exists(root) ? root : Path.GetDirectoryName(root)!, path);
            using var input = File.OpenRead(path);

            // Another program may still write to it.
            using var bytes = BoundedInput.Read(input, what, left);
            left -= bytes.Length;
            reading.Try(() => files.Add(new(SafeText.Line(name, 200), bytes.ToArray())));
        }

        return files;
    }
}
