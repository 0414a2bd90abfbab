using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using RepoTickets.Storage.Journal;

namespace RepoTickets.Events.DurableLog;

/// <summary>
/// One line of a segment: a JSON object whose last key, <c>crc32c</c>, has the checksum of all bytes before it. A line that a crash tore, or
/// that a device or an editor spoilt, is told from a whole one.
/// </summary>
internal static class LogLine
{
    // ,"crc32c":"01234567"}
    private const int TrailerLength = 21;

    private static ReadOnlySpan<byte> TrailerStart => ",\"crc32c\":\""u8;

    private static ReadOnlySpan<byte> TrailerEnd => "\"}"u8;

    /// <summary>Appends a line for an object.</summary>
    /// <param name="json">A JSON object with at least one key and no line end.</param>
    /// <param name="buffer">Where to.</param>
    internal static void Append(ReadOnlySpan<byte> json, IBufferWriter<byte> buffer)
    {
        var body = json[..^1];
        buffer.Write(body);
        buffer.Write(TrailerStart);
        var digits = buffer.GetSpan(8);
        Utf8Formatter.TryFormat(Crc32C.Compute(body), digits, out _, new StandardFormat('x', 8));
        buffer.Advance(8);
        buffer.Write(TrailerEnd);
        buffer.Write("\n"u8);
    }

    /// <summary>The line, without its end, is whole.</summary>
    internal static bool IsWhole(ReadOnlySpan<byte> line)
    {
        if (line.Length <= TrailerLength || !line[^TrailerLength..].StartsWith(TrailerStart) || !line.EndsWith(TrailerEnd))
        {
            return false;
        }

        return uint.TryParse(line[^10..^2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var checksum)
            && checksum == Crc32C.Compute(line[..^TrailerLength]);
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
}
