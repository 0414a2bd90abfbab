using System.Formats.Tar;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Frame;

/// <summary>Reads as a whole what other programs wrote: no more than fits, and nothing that never ends.</summary>
internal static class BoundedInput
{
    internal const int MaximumBytes = 256 << 20;

    /// <summary>All of a stream, from its beginning.</summary>
    /// <param name="input">What is read.</param>
    /// <param name="name">What it is called in the message.</param>
    /// <param name="maximum">How many bytes it may have.</param>
    /// <exception cref="CommandFailedException">It has more.</exception>
    internal static MemoryStream Read(Stream input, string name, long maximum = MaximumBytes)
    {
        var copy = new MemoryStream();
        var buffer = new byte[64 << 10];
        while (input.Read(buffer) is var count && count > 0)
        {
            if (copy.Length + count > maximum)
            {
                copy.Dispose();
                throw TooLarge(name);
            }

            copy.Write(buffer, 0, count);
        }

        copy.Position = 0;
        return copy;
    }

    internal static CommandFailedException TooLarge(string name) => CommandFailedException.Usage(
        $"{name} has more than {MaximumBytes >> 20} MiB, which is more than is read at once. Give it in parts.");

    /// <summary>How long a file is.</summary>
    /// <exception cref="CommandFailedException">
    /// It is a pipe, a device or the like: it has no end that could be known, or waits for a writer.
    /// </exception>
    internal static long LengthOf(string path)
    {
        return FindRegular(path)?.Length ?? throw CommandFailedException.Usage(
            $"'{SafeText.Line(path, 300)}' is not a regular file. Give a file, or - for standard input.");
    }

    /// <summary>The regular file of this name, through links; null where something else stands there, or nothing.</summary>
    internal static FileInfo? FindRegular(string path)
    {
        var file = new FileInfo(path);
        var target = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true);
        return target is FileInfo { Exists: true } found && (found.Length > 0 || IsRegular(found.FullName)) ? found : null;
    }

    /// <summary>
    /// The type of a file is not told by the platform's own classes, except to those who pack it; that of an empty one costs nothing.
    /// </summary>
    private static bool IsRegular(string path)
    {
        using var packed = new MemoryStream();
        try
        {
            using (var writer = new TarWriter(packed, leaveOpen: true))
            {
                writer.WriteEntry(path, "file");
            }
        }
        catch (IOException)
        {
            // A socket cannot be packed.
            return false;
        }

        packed.Position = 0;
        using var reader = new TarReader(packed);
        return reader.GetNextEntry()?.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile;
    }
}
