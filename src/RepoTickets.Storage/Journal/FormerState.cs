using System.Buffers;
using System.Text;

namespace RepoTickets.Storage.Journal;

/// <summary>What the store knew of a document before somebody else changed its file.</summary>
/// <param name="Version">The version that the store knew; none when it knew only that there was a file.</param>
/// <param name="Summary">What the index knew of a ticket; null for other kinds, and when the whole former document is in the
/// record.</param>
internal sealed record FormerState(DocumentVersion Version, TicketSummary? Summary);

/// <summary>
/// The bytes of a <see cref="FormerState"/> in the journal. Little-endian:
/// <code>
/// former  = u8 layout (1) · 16 bytes version · u8 1 when a summary follows · summary?
/// summary = text id · text title · text status · text priority · u32 labels · text* · text? assignee · text reporter · text? epic ·
///           time created · time updated
/// text    = u32 length (4294967295: absent) · UTF-8          time = i64 ticks of UTC · u16 offset in minutes (two's complement)
/// </code>
/// </summary>
internal static class FormerStateEncoding
{
    private const byte Layout = 1;
    private const uint AbsentText = uint.MaxValue;

    internal static byte[] Encode(FormerState former)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        buffer.WriteByte(Layout);
        former.Version.CopyTo(buffer.GetSpan(DocumentVersion.Length));
        buffer.Advance(DocumentVersion.Length);
        buffer.WriteByte(former.Summary is null ? (byte)0 : (byte)1);
        if (former.Summary is { } summary)
        {
            Write(buffer, summary);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Null for a layout that this version does not know: the commit can be read without it.</summary>
    internal static FormerState? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new SpanReader(bytes);
        if (reader.ReadByte() != Layout)
        {
            return null;
        }

        var version = reader.ReadBytes(DocumentVersion.Length);
        if (reader.Failed)
        {
            return null;
        }

        var hasSummary = reader.ReadByte() != 0;
        var summary = hasSummary ? Read(ref reader) : null;
        return reader.Failed ? null : new(DocumentVersion.FromBytes(version), summary);
    }

    private static void Write(ArrayBufferWriter<byte> buffer, TicketSummary summary)
    {
        WriteText(buffer, summary.Id.Value);
        WriteText(buffer, summary.Title);
        WriteText(buffer, summary.Status.Value);
        WriteText(buffer, summary.Priority.Value);
        buffer.WriteUInt32((uint)summary.Labels.Count);
        foreach (var label in summary.Labels)
        {
            WriteText(buffer, label);
        }

        WriteText(buffer, summary.Assignee);
        WriteText(buffer, summary.Reporter);
        WriteText(buffer, summary.EpicId?.Value);
        WriteTime(buffer, summary.CreatedAt);
        WriteTime(buffer, summary.UpdatedAt);
    }

    private static TicketSummary? Read(ref SpanReader reader)
    {
        var id = ReadText(ref reader);
        var title = ReadText(ref reader);
        var hasStatus = TicketStatus.TryParse(ReadText(ref reader), out var status);
        var hasPriority = TicketPriority.TryParse(ReadText(ref reader), out var priority);
        var count = reader.ReadUInt32();
        var labels = new List<string>();
        for (var i = 0; i < count && !reader.Failed; i++)
        {
            labels.Add(ReadText(ref reader) ?? "");
        }

        var assignee = ReadText(ref reader);
        var reporter = ReadText(ref reader);
        var epic = ReadText(ref reader);
        var created = ReadTime(ref reader);
        var updated = ReadTime(ref reader);
        return reader.Failed || id is null || !hasStatus || !hasPriority
            ? null
            : new(
                TicketId.FromStored(id),
                title ?? "",
                status,
                priority,
                [.. labels],
                assignee,
                reporter ?? "",
                epic is null ? null : EpicId.FromStored(epic),
                created,
                updated);
    }

    private static void WriteText(ArrayBufferWriter<byte> buffer, string? text)
    {
        if (text is null)
        {
            buffer.WriteUInt32(AbsentText);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(text);
        buffer.WriteUInt32((uint)length);
        Encoding.UTF8.GetBytes(text, buffer.GetSpan(length));
        buffer.Advance(length);
    }

    private static string? ReadText(ref SpanReader reader)
    {
        var length = reader.ReadUInt32();
        if (length == AbsentText)
        {
            return null;
        }

        return length > int.MaxValue ? Absent(ref reader) : Encoding.UTF8.GetString(reader.ReadBytes((int)length));
    }

    private static string? Absent(ref SpanReader reader)
    {
        reader.Fail();
        return null;
    }

    private static void WriteTime(ArrayBufferWriter<byte> buffer, DateTimeOffset time)
    {
        buffer.WriteInt64(time.UtcTicks);
        buffer.WriteUInt16(unchecked((ushort)(short)time.Offset.TotalMinutes));
    }

    private static DateTimeOffset ReadTime(ref SpanReader reader)
    {
        var ticks = reader.ReadInt64();
        var offset = TimeSpan.FromMinutes(unchecked((short)reader.ReadUInt16()));
        var utc = new DateTimeOffset(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks), TimeSpan.Zero);
        var hasRoom = utc.Ticks + offset.Ticks >= 0 && utc.Ticks + offset.Ticks <= DateTime.MaxValue.Ticks;
        return hasRoom && offset.Duration() <= TimeSpan.FromHours(14) ? utc.ToOffset(offset) : utc;
    }
}
