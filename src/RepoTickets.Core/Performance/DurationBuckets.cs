using System.Numerics;

namespace RepoTickets;

/// <summary>Buckets of nanoseconds, each a sixteenth of a power of two wide, from 1 ns to 9.7 h; longer durations count as that.</summary>
internal static class DurationBuckets
{
    internal const int Count = Width + ((HighestExponent - SubBits + 1) * Width);

    private const int SubBits = 4;
    private const int Width = 1 << SubBits;
    private const int HighestExponent = 44;
    private const long Highest = (1L << (HighestExponent + 1)) - 1;

    internal static int IndexOf(long nanoseconds)
    {
        var value = Math.Clamp(nanoseconds, 0, Highest);
        if (value < Width)
        {
            return (int)value;
        }

        var exponent = BitOperations.Log2((ulong)value);
        return Width + ((exponent - SubBits) * Width) + (int)(value >> (exponent - SubBits)) - Width;
    }

    /// <summary>The largest duration that the bucket holds.</summary>
    internal static long UpperBound(int index)
    {
        if (index < Width)
        {
            return index;
        }

        var (exponent, within) = Math.DivRem(index - Width, Width);
        return ((long)(Width + within + 1) << exponent) - 1;
    }
}
