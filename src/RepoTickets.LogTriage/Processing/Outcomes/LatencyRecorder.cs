namespace RepoTickets.LogTriage.Processing;

/// <summary>Latencies in buckets that grow by 5 %, so that percentiles cost no list. Guarded by its owner's lock.</summary>
internal sealed class LatencyRecorder
{
    private const double Growth = 1.05;
    private const double SmallestMilliseconds = 0.01;
    private const int Buckets = 420;

    private readonly long[] _counts = new long[Buckets];
    private long _count;
    private double _total;
    private TimeSpan _least = TimeSpan.MaxValue;
    private TimeSpan _most;

    internal void Add(TimeSpan latency)
    {
        var milliseconds = Math.Max(latency.TotalMilliseconds, SmallestMilliseconds);
        var bucket = (int)Math.Ceiling(Math.Log(milliseconds / SmallestMilliseconds, Growth));
        _counts[Math.Clamp(bucket, 0, Buckets - 1)]++;
        _count++;
        _total += latency.TotalMilliseconds;
        _least = latency < _least ? latency : _least;
        _most = latency > _most ? latency : _most;
    }

    internal TriageLatency Read() => _count == 0
        ? new(default, default, default, default, default, default)
        : new(TimeSpan.FromMilliseconds(_total / _count), _least, _most, Percentile(0.5), Percentile(0.95), Percentile(0.99));

    private TimeSpan Percentile(double share)
    {
        var wanted = (long)Math.Ceiling(share * _count);
        var seen = 0L;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= wanted)
            {
                var upper = TimeSpan.FromMilliseconds(SmallestMilliseconds * Math.Pow(Growth, bucket));
                return upper > _most ? _most : upper < _least ? _least : upper;
            }
        }

        return _most;
    }
}
