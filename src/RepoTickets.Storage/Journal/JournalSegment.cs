using System.Buffers.Binary;
using System.Globalization;

namespace RepoTickets.Storage.Journal;

/// <summary>
/// A file of the journal: a header of 32 bytes (magic, format, first position, checksum), then frames. Named by its first position, so that
/// the names sort in the order of the commits.
/// </summary>
internal static class JournalSegment
{
    internal const int HeaderLength = 32;

    private const uint Magic = 0x314A5452; // "RTJ1"
    private const uint FormatVersion = 1;
    private const string Suffix = ".log";
    private const string GapSuffix = ".gap";

    internal static string Name(long firstPosition) => firstPosition.ToString("D16", CultureInfo.InvariantCulture) + Suffix;

    /// <summary>
    /// The name of an empty file that says: what a repair left of the journal before this position is not followed by it.
    /// </summary>
    internal static string GapName(long firstPosition) => firstPosition.ToString("D16", CultureInfo.InvariantCulture) + GapSuffix;

    internal static bool TryParseName(string name, out long firstPosition) => TryParse(name, Suffix, out firstPosition);

    internal static bool TryParseGapName(string name, out long firstPosition) => TryParse(name, GapSuffix, out firstPosition);

    private static bool TryParse(string name, string suffix, out long firstPosition)
    {
        firstPosition = 0;
        return name.Length == 16 + suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal) &&
            long.TryParse(name.AsSpan(0, 16), NumberStyles.None, CultureInfo.InvariantCulture, out firstPosition) && firstPosition > 0;
    }

    internal static byte[] EncodeHeader(long firstPosition)
    {
        var header = new byte[HeaderLength];
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), FormatVersion);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8), firstPosition);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(28), Crc32C.Compute(header.AsSpan(0, 28)));
        return header;
    }

    internal static bool IsHeader(ReadOnlySpan<byte> header, long firstPosition) =>
        header.Length == HeaderLength && header.SequenceEqual(EncodeHeader(firstPosition));
}
