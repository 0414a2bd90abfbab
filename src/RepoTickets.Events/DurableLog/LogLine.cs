using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using RepoTickets.Storage.Journal;

namespace RepoTickets.Events.DurableLog;

/// <summary>
/// One line of a segment: a JSON object with two more keys at its end. <c>group</c> is the place in the file where the lines begin that
/// were flushed together with this one, <c>crc32c</c> the checksum of all bytes before it. So a line that a crash tore, or that a device or
/// an editor spoilt, is told from a whole one; and of whole lines behind a spoilt one it can be told whether they were acknowledged after
/// it.
/// </summary>
internal static class LogLine
{
    private const int DigitsOfPlace = 10;

    // ,"group":0000000000,"crc32c":"01234567"}
    private const int ChecksumLength = 21;
    private const int GroupLength = 9 + DigitsOfPlace;

    /// <summary>How much longer a line is than the object that it is for, without its end.</summary>
    internal const int AddedLength = GroupLength + ChecksumLength - 1;

    private static ReadOnlySpan<byte> GroupStart => ",\"group\":"u8;

    private static ReadOnlySpan<byte> ChecksumStart => ",\"crc32c\":\""u8;

    private static ReadOnlySpan<byte> ChecksumEnd => "\"}"u8;

    /// <summary>Appends a line for an object.</summary>
    /// <param name="json">A JSON object with at least one key and no line end.</param>
    /// <param name="group">Where in the file the group of lines begins.</param>
    /// <param name="buffer">Where to.</param>
    internal static void Append(ReadOnlySpan<byte> json, long group, ArrayBufferWriter<byte> buffer)
    {
        var start = buffer.WrittenCount;
        buffer.Write(json[..^1]);
        buffer.Write(GroupStart);
        WriteGroup(buffer, group);
        var checksum = Crc32C.Compute(buffer.WrittenSpan[start..]);
        buffer.Write(ChecksumStart);
        Utf8Formatter.TryFormat(checksum, buffer.GetSpan(8), out _, new StandardFormat('x', 8));
        buffer.Advance(8);
        buffer.Write(ChecksumEnd);
        buffer.Write("\n"u8);
    }

    /// <summary>The line, without its end, is whole.</summary>
    internal static bool IsWhole(ReadOnlySpan<byte> line)
    {
        if (line.Length <= ChecksumLength + GroupLength || !line[^ChecksumLength..].StartsWith(ChecksumStart) ||
            !line.EndsWith(ChecksumEnd))
        {
            return false;
        }

        return uint.TryParse(line[^10..^2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var checksum)
            && checksum == Crc32C.Compute(line[..^ChecksumLength]);
    }

    /// <summary>Where the group of a whole line begins; -1 when it does not say, which no line of ours does.</summary>
    internal static long GroupOf(ReadOnlySpan<byte> line)
    {
        var part = line[..^ChecksumLength];
        var start = part.LastIndexOf(GroupStart);
        return start >= 0 && long.TryParse(
            part[(start + GroupStart.Length)..], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var group)
            ? group
            : -1;
    }

    /// <summary>The identifier of the event in a whole line, without reading the rest: it is the first key.</summary>
    internal static bool TryReadId(ReadOnlySpan<byte> line, out EventId id)
    {
        id = default;
        if (!line.StartsWith("{\"id\":\""u8))
        {
            return false;
        }

        var text = line[7..];
        var end = text.IndexOf((byte)'"');
        return end is >= 0 and <= 64 && EventId.TryParse(Encoding.ASCII.GetString(text[..end]), out id);
    }

    /// <summary>Filled with blanks in front, which JSON allows there, so that a line can be measured before its place is known.</summary>
    private static void WriteGroup(ArrayBufferWriter<byte> buffer, long group)
    {
        var text = group.ToString(CultureInfo.InvariantCulture).PadLeft(DigitsOfPlace);
        Encoding.ASCII.GetBytes(text, buffer);
    }
}
