using System.Numerics;

namespace RepoTickets.Events;

/// <summary>
/// How long things took, in buckets that are an eighth of a power of two wide, so a percentile is at most 12.5 % too high. From 100
/// nanoseconds to 30 hours; longer ones count as that. Not thread-safe: its owner guards it.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 3;
    private const int Buckets = 41 << SubBits;

    private readonly long[] _counts = new long[Buckets];
    private long _count;
    private long _maximum;
    private double _sum;

    internal void Add(TimeSpan latency)
    {
        var ticks = Math.Max(0, latency.Ticks);
        _counts[IndexOf(ticks)]++;
        _count++;
        _sum += ticks;
        _maximum = Math.Max(_maximum, ticks);
    }

    internal LatencyStatistics Read() => _count == 0 ? LatencyStatistics.None : new()
    {
        Count = _count,
        Mean = TimeSpan.FromTicks((long)(_sum / _count)),
        Median = Percentile(0.50),
        Percentile99 = Percentile(0.99),
        Maximum = TimeSpan.FromTicks(_maximum),
    };

    private static int IndexOf(long ticks)
    {
        if (ticks < 1 << SubBits)
        {
            return (int)ticks;
        }

        var power = BitOperations.Log2((ulong)ticks) - SubBits;
        return Math.Min(Buckets - 1, ((power + 1) << SubBits) + (int)((ticks >> power) & ((1 << SubBits) - 1)));
    }

    private static long UpperBound(int index)
    {
        var (power, step) = ((index >> SubBits) - 1, index & ((1 << SubBits) - 1));
        return power < 0 ? index : ((long)(step + 1 + (1 << SubBits)) << power) - 1;
    }

    private TimeSpan Percentile(double share)
    {
        var wanted = (long)Math.Ceiling(_count * share);
        var index = -1;
        for (var seen = 0L; seen < wanted; seen += _counts[index])
        {
            index++;
        }

        return TimeSpan.FromTicks(Math.Min(UpperBound(index), _maximum));
    }
}
