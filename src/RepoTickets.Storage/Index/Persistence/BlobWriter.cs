using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using RepoTickets.Storage.Journal;

namespace RepoTickets.Storage.Index;

/// <summary>
/// Writes numbers and arrays as they lie in memory (little-endian on all machines that are supported), and a checksum at the end.
/// </summary>
internal sealed class BlobWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    internal void Number<T>(T value)
        where T : unmanaged => _buffer.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));

    /// <summary>The items without their number: the reader must know it.</summary>
    internal void Items<T>(ReadOnlySpan<T> items)
        where T : unmanaged => _buffer.Write(MemoryMarshal.AsBytes(items));

    internal void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        _buffer.Write(bytes);
    }

    internal void Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    internal void Heap(Utf8Heap heap)
    {
        Number(heap.Count);
        Items(heap.Starts);
        Bytes(heap.Bytes);
    }

    internal void Names(NameTable names)
    {
        var heap = new Utf8Heap.Builder(names.Count);
        foreach (var name in names.Names)
        {
            heap.Add(name);
        }

        Heap(heap.Build());
    }

    /// <summary>The bytes, with their own length at the given place and the checksum behind them.</summary>
    internal byte[] Finish(int lengthOffset)
    {
        var bytes = new byte[_buffer.WrittenCount + sizeof(uint)];
        _buffer.WrittenSpan.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(lengthOffset), bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(
            bytes.AsSpan(bytes.Length - sizeof(uint)), Crc32C.Compute(bytes.AsSpan(0, bytes.Length - sizeof(uint))));
        return bytes;
    }
}
