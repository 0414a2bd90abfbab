using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using RepoTickets.LogTriage.Grouping.Index;
using RepoTickets.LogTriage.Grouping.Rules;
using RepoTickets.Storage.Journal;

namespace RepoTickets.LogTriage.Grouping.State;

/// <summary>
/// Writes records: length (32 bits, little endian), CRC-32C of the payload, payload. The first byte of a payload is its kind. Journal and
/// snapshot hold the same records behind the same header.
/// </summary>
internal sealed class GroupRecordWriter : IGroupJournal
{
    internal const int HeaderLength = 8;
    internal const ushort FormatVersion = 1;

    /// <summary>Turns the checksum of a batch into one that no record has, so that a record in a torn batch is never taken for a batch.</summary>
    internal const uint BatchMark = 0x5BA7C4ED;

    private readonly ArrayBufferWriter<byte> _payload = new(256);
    private readonly byte[] _header = new byte[HeaderLength];

    internal static ReadOnlySpan<byte> Magic => "RTLG"u8;

    internal ArrayBufferWriter<byte> Output { get; } = new(4096);

    internal void Header()
    {
        var span = Output.GetSpan(HeaderLength);
        Magic.CopyTo(span);
        BinaryPrimitives.WriteUInt16LittleEndian(span[4..], FormatVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(span[6..], GroupingAlgorithm.Version);
        Output.Advance(HeaderLength);
    }

    public void Form(Form form) => Form((byte)'F', FormRecord.Of(form));

    public void Split(Form pinned) => Form((byte)'S', FormRecord.Of(pinned));

    internal void Form(byte kind, FormRecord form)
    {
        Begin(kind);
        Number(form.Created);
        Id(form.Node);
        Byte(form.IsError ? (byte)1 : (byte)0);
        Text(form.Service);
        Bytes(form.Key);
        End();
    }

    public void Alias(AliasRecord alias)
    {
        Begin((byte)'A');
        Id(alias.From);
        Id(alias.To);
        Number(alias.FromCreated);
        Number(alias.ToCreated);
        End();
    }

    public void Rule(GroupRule rule)
    {
        switch (rule)
        {
            case MergeRule merge:
                Begin(merge.IsRevoked ? (byte)'R' : (byte)'M');
                Number(merge.Created);
                Id(merge.From);
                Id(merge.Into);
                break;
            case NamedFingerprint fingerprint:
                Begin(fingerprint.Rule is null ? (byte)'D' : (byte)'P');
                Number(fingerprint.Created);
                Text(fingerprint.Name);
                if (fingerprint.Rule is { } given)
                {
                    Text(given.Service);
                    Text(given.LoggerPrefix);
                    Text(given.ExceptionType);
                    Text(given.MessageContains);
                }

                break;
            default:
                throw new ArgumentException($"A rule of the type {rule.GetType().Name} cannot be kept.", nameof(rule));
        }

        End();
    }

    /// <summary>The end of a snapshot: without it the snapshot is torn.</summary>
    internal void Finish(int forms)
    {
        Begin((byte)'E');
        Number(forms);
        End();
    }

    private void Begin(byte kind)
    {
        _payload.ResetWrittenCount();
        Byte(kind);
    }

    private void End()
    {
        BinaryPrimitives.WriteInt32LittleEndian(_header, _payload.WrittenCount);
        BinaryPrimitives.WriteUInt32LittleEndian(_header.AsSpan(4), Crc32C.Compute(_payload.WrittenSpan));
        Output.Write(_header);
        Output.Write(_payload.WrittenSpan);
    }

    private void Byte(byte value)
    {
        _payload.GetSpan(1)[0] = value;
        _payload.Advance(1);
    }

    private void Number(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_payload.GetSpan(8), value);
        _payload.Advance(8);
    }

    private void Id(LogGroupId id)
    {
        Number((long)id.High);
        Number((long)id.Low);
    }

    private void Bytes(ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_payload.GetSpan(4), value.Length);
        _payload.Advance(4);
        _payload.Write(value);
    }

    private void Text(string? value)
    {
        if (value is null)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_payload.GetSpan(4), -1);
            _payload.Advance(4);
            return;
        }

        Bytes(Encoding.UTF8.GetBytes(value));
    }
}
