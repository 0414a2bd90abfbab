using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using RepoTickets.Storage.Journal;

namespace RepoTickets.Storage.Index;

/// <summary>
/// Reads what <see cref="BlobWriter"/> wrote. Nothing is believed: every length is compared with what is left before anything is allocated,
/// and the first thing that is wrong makes all further reads answer with nothing and <see cref="IsValid"/> false.
/// </summary>
internal ref struct BlobReader
{
    private ReadOnlySpan<byte> _rest;

    internal BlobReader(ReadOnlySpan<byte> bytes, int lengthOffset)
    {
        IsValid = bytes.Length >= lengthOffset + sizeof(long) + sizeof(uint) &&
            BinaryPrimitives.ReadInt64LittleEndian(bytes[lengthOffset..]) == bytes.Length &&
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[^sizeof(uint)..]) == Crc32C.Compute(bytes[..^sizeof(uint)]);
        _rest = IsValid ? bytes[..^sizeof(uint)] : default;
    }

    internal bool IsValid { get; private set; }

    internal readonly bool IsAtEnd => IsValid && _rest.IsEmpty;

    internal void Require(bool condition)
    {
        if (!condition)
        {
            IsValid = false;
            _rest = default;
        }
    }

    internal T Number<T>()
        where T : unmanaged => MemoryMarshal.TryRead<T>(Take(Marshal.SizeOf<T>()), out var value) ? value : default;

    internal T[] Items<T>(long count)
        where T : unmanaged
    {
        var size = (long)Marshal.SizeOf<T>();
        Require(count >= 0 && count <= _rest.Length / size);
        return IsValid ? MemoryMarshal.Cast<byte, T>(Take((int)(count * size))).ToArray() : [];
    }

    internal ReadOnlySpan<byte> Bytes() => Take(Number<int>());

    internal string Text() => Encoding.UTF8.GetString(Bytes());

    /// <summary>Where parts of an array of the given length start: from 0 to the length, never backwards.</summary>
    internal int[] Starts(int count, Func<int, bool>? isLastRight = null)
    {
        var starts = Items<int>(count + 1L);
        Require(starts.Length > 0 && starts[0] == 0 && (isLastRight is null || isLastRight(starts[^1])));
        for (var i = 1; i < starts.Length; i++)
        {
            Require(starts[i] >= starts[i - 1]);
        }

        return IsValid ? starts : [0];
    }

    internal Utf8Heap Heap(int? expectedCount = null)
    {
        var count = Number<int>();
        Require(count >= 0 && (expectedCount is null || count == expectedCount));
        var starts = Starts(count);
        var bytes = Bytes();
        Require(starts[^1] == bytes.Length);
        return IsValid ? new Utf8Heap(bytes.ToArray(), starts) : Utf8Heap.Empty;
    }

    internal NameTable Names(Predicate<string>? isRight = null)
    {
        var heap = Heap();
        var names = new string[heap.Count];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = heap.Text(i);
            Require(isRight is null || isRight(names[i]));
        }

        return new NameTable(names);
    }

    /// <summary>Codes of names: each at least the given minimum and less than the number of names.</summary>
    internal int[] Codes(int count, int minimum, NameTable names)
    {
        var codes = Items<int>(count);
        foreach (var code in codes)
        {
            Require(code >= minimum && code < names.Count);
        }

        return codes;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        Require(length >= 0 && length <= _rest.Length);
        if (!IsValid)
        {
            return default;
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
