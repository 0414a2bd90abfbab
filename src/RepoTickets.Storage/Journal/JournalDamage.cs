using System.Buffers.Binary;

namespace RepoTickets.Storage.Journal;

/// <summary>
/// Tells a tail that a crash tore from damage. A frame is written only after the one before it was flushed (or cut away), so behind a torn
/// tail there is never a whole frame; where there is one, something destroyed bytes that were already durable.
/// </summary>
internal static class JournalDamage
{
    /// <summary>Finds a whole frame of a later, flushed commit behind a broken one.</summary>
    internal static bool HasFlushedFrameBehind(ReadOnlySpan<byte> segment, long brokenOffset, long lastPosition)
    {
        for (var offset = (int)brokenOffset + 1; offset + JournalEncoding.FrameHeaderLength + 12 <= segment.Length; offset++)
        {
            var rest = segment[offset..];
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest);
            if (length < 12 || length > rest.Length - JournalEncoding.FrameHeaderLength)
            {
                continue;
            }

            // The position is looked at before the checksum: that makes the search linear in practice.
            var payload = rest.Slice(JournalEncoding.FrameHeaderLength, (int)length);
            var position = BinaryPrimitives.ReadInt64LittleEndian(payload[4..]);
            if (position <= lastPosition || position > lastPosition + int.MaxValue ||
                Crc32C.Compute(payload) != BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]))
            {
                continue;
            }

            if (JournalEncoding.DecodePayload(payload) is { } commits && commits.Any(static commit => !commit.IsBuffered))
            {
                return true;
            }
        }

        return false;
    }
}
