using System.Buffers;
using System.Numerics;

namespace RepoTickets.Storage.Index;

/// <summary>A set of rows, one bit each, in a rented array.</summary>
internal readonly ref struct RowBits
{
    private readonly ulong[] _rented;

    internal RowBits(int words)
    {
        _rented = ArrayPool<ulong>.Shared.Rent(Math.Max(1, words));
        Words = _rented.AsSpan(0, words);
        Words.Clear();
    }

    internal RowBits(ReadOnlySpan<ulong> copied)
    {
        _rented = ArrayPool<ulong>.Shared.Rent(Math.Max(1, copied.Length));
        Words = _rented.AsSpan(0, copied.Length);
        copied.CopyTo(Words);
    }

    internal Span<ulong> Words { get; }

    public void Dispose() => ArrayPool<ulong>.Shared.Return(_rented);

    internal static int WordsFor(int rows) => (int)(((long)rows + 63) / 64);

    internal static void And(Span<ulong> target, ReadOnlySpan<ulong> other)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] &= other[i];
        }
    }

    internal static void AndNot(Span<ulong> target, ReadOnlySpan<ulong> other)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] &= ~other[i];
        }
    }

    internal static void Or(Span<ulong> target, ReadOnlySpan<ulong> other)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] |= other[i];
        }
    }

    internal static int Count(ReadOnlySpan<ulong> words)
    {
        var count = 0;
        foreach (var word in words)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    /// <summary>Sets the bits of all rows from 0, and none behind the last.</summary>
    internal static void Fill(Span<ulong> words, int firstWord, int rowCount)
    {
        words.Fill(ulong.MaxValue);
        var rowsHere = rowCount - (firstWord * 64);
        if (rowsHere < words.Length * 64)
        {
            words[^1] = (1UL << rowsHere) - 1;
        }
    }

    /// <summary>Keeps only the rows from <paramref name="from"/> up to but not including <paramref name="until"/>.</summary>
    internal static void NarrowToRange(Span<ulong> words, int firstWord, int from, int until)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var start = (firstWord + i) * 64;
            words[i] &= MaskBelow(until - start) & ~MaskBelow(from - start);
        }
    }

    private static ulong MaskBelow(int bit) => bit <= 0 ? 0 : bit >= 64 ? ulong.MaxValue : (1UL << bit) - 1;
}
