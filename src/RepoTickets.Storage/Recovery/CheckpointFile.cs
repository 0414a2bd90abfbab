using System.Globalization;
using System.Text;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Recovery;

/// <summary>
/// Says through which position the files themselves are durable, so that the journal up to there is only history. A line of text with a
/// checksum; one that cannot be read counts as position 0, which costs time and nothing else.
/// </summary>
internal sealed class CheckpointFile(IFileSystem fileSystem, StoreLayout layout, IIdentifierGenerator identifiers)
{
    internal long Read()
    {
        var text = fileSystem.ReadFile(layout.CheckpointFile, 256) is { } content ? Encoding.ASCII.GetString(content.Bytes) : "";
        var parts = text.TrimEnd('\n').Split(' ');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var position) &&
            text == Format(position)
            ? position
            : 0;
    }

    internal void Write(long position)
    {
        var temporary = StoreLayout.TemporaryPath(layout.CheckpointFile, identifiers.NextBits());
        fileSystem.CreateFile(temporary, Encoding.ASCII.GetBytes(Format(position)));
        try
        {
            fileSystem.FlushFile(temporary);
            fileSystem.Replace(temporary, layout.CheckpointFile);
        }
        catch (FileSystemException)
        {
            LeftOvers.TryDelete(fileSystem, temporary);
            throw;
        }

        fileSystem.FlushFolder(layout.Sdk);
    }

    private static string Format(long position)
    {
        var number = position.ToString(CultureInfo.InvariantCulture);
        return $"{number} {Crc32C.Compute(Encoding.ASCII.GetBytes(number)):x8}\n";
    }
}
