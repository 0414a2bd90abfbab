using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Journal;

/// <summary>
/// The bytes of a frame: what one flush makes durable, one or more commits. Little-endian:
/// <code>
/// u32 length of payload · u32 CRC-32C of payload · payload
/// payload = u32 commits · commit*
/// commit  = i64 position · i64 microseconds · u8 flags · text source · text correlation · text causation · u32 changes · change*
/// change  = text? before path · blob? before · text? after path · blob? after · blob? former (only with flag 4)
/// text    = u16 length (65535: absent) · UTF-8          blob = u32 length (4294967295: absent) · bytes
/// </code>
/// The whole frame has one checksum, so that a flush that a crash tore apart is wholly there or wholly not, also when the device wrote its
/// blocks in any order.
/// </summary>
internal static class JournalEncoding
{
    internal const int FrameHeaderLength = 8;

    /// <summary>No frame is longer; a length above this is damage.</summary>
    internal const int MaximumPayloadLength = 1 << 30;

    private const ushort AbsentText = ushort.MaxValue;
    private const uint AbsentBlob = uint.MaxValue;
    private const byte ExternalFlag = 1;
    private const byte BufferedFlag = 2;
    private const byte FormerFlag = 4;

    /// <summary>Writes one frame into a buffer, from its beginning.</summary>
    /// <param name="buffer">What it held before is overwritten.</param>
    /// <param name="commits">The commits, in order.</param>
    /// <returns>The frame, valid until the buffer is used again.</returns>
    internal static ReadOnlySpan<byte> EncodeFrame(ArrayBufferWriter<byte> buffer, IReadOnlyList<JournalCommit> commits)
    {
        buffer.ResetWrittenCount();
        buffer.Advance(FrameHeaderLength, clear: true);
        buffer.WriteUInt32((uint)commits.Count);
        foreach (var commit in commits)
        {
            Encode(buffer, commit);
        }

        // The header stands before what it is computed from.
        var frame = MemoryMarshal.AsMemory(buffer.WrittenMemory).Span;
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)(frame.Length - FrameHeaderLength));
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Crc32C.Compute(frame[FrameHeaderLength..]));
        return frame;
    }

    /// <summary>Takes a payload apart whose checksum was right. Null when it is nonsense all the same.</summary>
    /// <param name="payload">The payload; nothing of what is returned refers to it.</param>
    /// <param name="withContents">False: each content of a file is empty, and there are no former states.</param>
    internal static IReadOnlyList<JournalCommit>? DecodePayload(ReadOnlySpan<byte> payload, bool withContents = true)
    {
        var reader = new SpanReader(payload);
        var count = reader.ReadUInt32();
        if (count > payload.Length)
        {
            return null;
        }

        var commits = new List<JournalCommit>((int)count);
        for (var i = 0; i < count && !reader.Failed; i++)
        {
            commits.Add(Decode(ref reader, withContents));
        }

        return reader.Failed || !reader.AtEnd || !commits.TrueForAll(HasOwnPaths) ? null : commits;
    }

    /// <summary>
    /// What is read is put in place again after a crash, so it may name nothing outside of the store. After a power cut that goes for what
    /// others wrote as well.
    /// </summary>
    private static bool HasOwnPaths(JournalCommit commit)
    {
        foreach (var change in commit.Changes)
        {
            if (!IsOwn(change.BeforePath) || (change.AfterPath != change.BeforePath && !IsOwn(change.AfterPath)))
            {
                return false;
            }
        }

        return true;

        static bool IsOwn(string? path) => path is null || StoreLayout.IsInside(path);
    }

    private static void Encode(ArrayBufferWriter<byte> buffer, JournalCommit commit)
    {
        buffer.WriteInt64(commit.Position);
        buffer.WriteInt64(commit.CommittedAtMicroseconds);
        var hasFormer = commit.Changes.Any(static change => change.Former is not null);
        buffer.WriteByte((byte)(
            (commit.IsExternal ? ExternalFlag : 0) | (commit.IsBuffered ? BufferedFlag : 0) | (hasFormer ? FormerFlag : 0)));
        WriteText(buffer, commit.Source);
        WriteText(buffer, commit.CorrelationId);
        WriteText(buffer, commit.CausationId);
        buffer.WriteUInt32((uint)commit.Changes.Count);
        foreach (var change in commit.Changes)
        {
            WriteText(buffer, change.BeforePath);
            WriteBlob(buffer, change.Before);
            WriteText(buffer, change.AfterPath);
            WriteBlob(buffer, change.After);
            if (hasFormer)
            {
                WriteBlob(buffer, change.Former is { } former ? FormerStateEncoding.Encode(former) : null);
            }
        }
    }

    private static JournalCommit Decode(ref SpanReader reader, bool withContents)
    {
        var position = reader.ReadInt64();
        var microseconds = reader.ReadInt64();
        var flags = reader.ReadByte();
        var source = ReadText(ref reader);
        var correlation = ReadText(ref reader);
        var causation = ReadText(ref reader);
        var count = reader.ReadUInt32();
        var changes = new List<FileChange>();
        for (var i = 0; i < count && !reader.Failed; i++)
        {
            changes.Add(DecodeChange(ref reader, (flags & FormerFlag) != 0, withContents));
        }

        return new()
        {
            Position = position,
            CommittedAtMicroseconds = microseconds,
            Source = source ?? "",
            CorrelationId = correlation,
            CausationId = causation,
            IsExternal = (flags & ExternalFlag) != 0,
            IsBuffered = (flags & BufferedFlag) != 0,
            Changes = changes,
        };
    }

    private static FileChange DecodeChange(ref SpanReader reader, bool hasFormer, bool withContents)
    {
        var beforePath = ReadText(ref reader);
        var before = ReadBlob(ref reader, withContents);
        var afterPath = ReadText(ref reader);

        // Mostly a file stays where it is.
        var change = new FileChange(
            beforePath, before, afterPath == beforePath ? beforePath : afterPath, ReadBlob(ref reader, withContents));
        if (!hasFormer)
        {
            return change;
        }

        if (withContents)
        {
            return change with { Former = ReadFormer(ref reader) };
        }

        ReadBlob(ref reader, withContents);
        return change;
    }

    private static FormerState? ReadFormer(ref SpanReader reader) =>
        ReadBlob(ref reader, withContents: true) is { } bytes && !reader.Failed ? FormerStateEncoding.Decode(bytes) : null;

    private static void WriteText(ArrayBufferWriter<byte> buffer, string? text)
    {
        if (text is null)
        {
            buffer.WriteUInt16(AbsentText);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(text);
        buffer.WriteUInt16(checked((ushort)length));
        Encoding.UTF8.GetBytes(text, buffer.GetSpan(length));
        buffer.Advance(length);
    }

    private static void WriteBlob(ArrayBufferWriter<byte> buffer, byte[]? bytes)
    {
        buffer.WriteUInt32(bytes is null ? AbsentBlob : (uint)bytes.Length);
        if (bytes is not null)
        {
            buffer.Write(bytes);
        }
    }

    private static string? ReadText(ref SpanReader reader)
    {
        var length = reader.ReadUInt16();
        return length == AbsentText ? null : Encoding.UTF8.GetString(reader.ReadBytes(length));
    }

    private static byte[]? ReadBlob(ref SpanReader reader, bool withContents)
    {
        var length = reader.ReadUInt32();
        if (length == AbsentBlob)
        {
            return null;
        }

        if (length > int.MaxValue)
        {
            return reader.Fail();
        }

        var bytes = reader.ReadBytes((int)length);
        return withContents ? bytes.ToArray() : [];
    }
}
