using System.Buffers;
using System.Buffers.Binary;

namespace RepoTickets.Storage.Journal;

/// <summary>
/// Reads little-endian values; running over the end sets <see cref="Failed"/> and gives zeros, so that damage never throws.
/// </summary>
internal ref struct SpanReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    internal bool Failed { get; private set; }

    internal readonly bool AtEnd => _rest.IsEmpty;

    internal byte ReadByte() => Take(1) is [var value] ? value : (byte)0;

    internal ushort ReadUInt16() => Take(2) is { IsEmpty: false } span ? BinaryPrimitives.ReadUInt16LittleEndian(span) : (ushort)0;

    internal uint ReadUInt32() => Take(4) is { IsEmpty: false } span ? BinaryPrimitives.ReadUInt32LittleEndian(span) : 0;

    internal long ReadInt64() => Take(8) is { IsEmpty: false } span ? BinaryPrimitives.ReadInt64LittleEndian(span) : 0;

    internal ReadOnlySpan<byte> ReadBytes(int length) => Take(length);

    internal byte[]? Fail()
    {
        Failed = true;
        return null;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
        {
            Failed = true;
            _rest = default;
            return default;
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}

/// <summary>Writes little-endian values.</summary>
internal static class BufferWriterExtensions
{
    internal static void Advance(this ArrayBufferWriter<byte> buffer, int count, bool clear)
    {
        if (clear)
        {
            buffer.GetSpan(count)[..count].Clear();
        }

        buffer.Advance(count);
    }

    internal static void WriteByte(this ArrayBufferWriter<byte> buffer, byte value)
    {
        buffer.GetSpan(1)[0] = value;
        buffer.Advance(1);
    }

    internal static void WriteUInt16(this ArrayBufferWriter<byte> buffer, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.GetSpan(2), value);
        buffer.Advance(2);
    }

    internal static void WriteUInt32(this ArrayBufferWriter<byte> buffer, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.GetSpan(4), value);
        buffer.Advance(4);
    }

    internal static void WriteInt64(this ArrayBufferWriter<byte> buffer, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(8), value);
        buffer.Advance(8);
    }
}
