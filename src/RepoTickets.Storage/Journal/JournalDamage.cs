using System.Buffers.Binary;

namespace RepoTickets.Storage.Journal;

/// <summary>
/// Tells a tail that a crash tore from damage. A frame is written only after the one before it was flushed (or cut away), so behind a torn
/// tail there is never a whole frame; where there is one, something destroyed bytes that were already durable.
/// </summary>
internal static class JournalDamage
{
    /// <summary>Finds a whole frame of a later, flushed commit in bytes of which the first are broken.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="from">Where to begin looking.</param>
    /// <param name="lastPosition">The last position that was read before.</param>
    internal static bool HasFlushedFrameBehind(byte[] segment, int from, long lastPosition) =>
        FindFrames(segment, from, lastPosition).Any(static frame => frame.Any(static commit => !commit.IsBuffered));

    /// <summary>
    /// The whole frames in broken bytes, by their checksums, in order. What lies between them, and what a frame says that has no place in
    /// the order, is not given.
    /// </summary>
    internal static IEnumerable<IReadOnlyList<JournalCommit>> FindFrames(byte[] segment, int from, long lastPosition)
    {
        for (var offset = from; offset + JournalEncoding.FrameHeaderLength + 12 <= segment.Length;)
        {
            if (MayBeFrame(segment.AsSpan(offset), lastPosition) && SegmentFrames.TryRead(segment, offset, out var commits, out var next))
            {
                yield return commits;
                lastPosition = commits[^1].Position;
                offset = next;
            }
            else
            {
                offset++;
            }
        }
    }

    /// <summary>The position is looked at before the checksum: that makes the search linear in practice.</summary>
    private static bool MayBeFrame(ReadOnlySpan<byte> rest, long lastPosition)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(rest);
        if (length < 12 || length > rest.Length - JournalEncoding.FrameHeaderLength)
        {
            return false;
        }

        var position = BinaryPrimitives.ReadInt64LittleEndian(rest[(JournalEncoding.FrameHeaderLength + 4)..]);
        return position > lastPosition && position <= lastPosition + int.MaxValue;
    }
}
