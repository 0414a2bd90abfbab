using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace RepoTickets.LogTriage.Grouping.Canonical;

/// <summary>
/// A 64-bit hash of bytes: multiply and fold, eight bytes a step. It finds texts in memory and is never stored, so it may change between
/// versions. It is not proof against an adversary, which is why whoever uses it compares the texts as well.
/// </summary>
internal static class TextHash
{
    private const ulong First = 0xA0761D6478BD642F;
    private const ulong Second = 0xE7037ED1A0B428DB;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Compute(ReadOnlySpan<byte> text, ulong seed)
    {
        var hash = seed ^ First ^ (ulong)text.Length;
        while (text.Length >= 16)
        {
            hash = Fold(BinaryPrimitives.ReadUInt64LittleEndian(text) ^ Second, BinaryPrimitives.ReadUInt64LittleEndian(text[8..]) ^ hash);
            text = text[16..];
        }

        if (text.Length >= 8)
        {
            hash = Fold(BinaryPrimitives.ReadUInt64LittleEndian(text) ^ Second, hash ^ First);
            text = text[8..];
        }

        ulong rest = 0;
        for (var index = text.Length - 1; index >= 0; index--)
        {
            rest = (rest << 8) | text[index];
        }

        return Fold(rest ^ Second, hash ^ First);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }
}
