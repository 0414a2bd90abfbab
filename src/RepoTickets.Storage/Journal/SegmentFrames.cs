using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace RepoTickets.Storage.Journal;

/// <summary>Takes frames out of a segment's bytes: for looking back, and for saving what a damaged segment still holds.</summary>
internal static class SegmentFrames
{
    /// <summary>Reads the frame at an offset; false where there is no whole one.</summary>
    internal static bool TryRead(
        ReadOnlySpan<byte> segment, int offset, [NotNullWhen(true)] out IReadOnlyList<JournalCommit>? commits, out int next)
    {
        commits = null;
        next = offset;
        if (offset + JournalEncoding.FrameHeaderLength > segment.Length)
        {
            return false;
        }

        var rest = segment[offset..];
        var length = BinaryPrimitives.ReadUInt32LittleEndian(rest);
        if (length is 0 or > JournalEncoding.MaximumPayloadLength || length > rest.Length - JournalEncoding.FrameHeaderLength)
        {
            return false;
        }

        var payload = rest.Slice(JournalEncoding.FrameHeaderLength, (int)length);
        if (Crc32C.Compute(payload) != BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]))
        {
            return false;
        }

        commits = JournalEncoding.DecodePayload(payload);
        if (commits is not { Count: > 0 })
        {
            commits = null;
            return false;
        }

        next = offset + JournalEncoding.FrameHeaderLength + (int)length;
        return true;
    }
}
