namespace RepoTickets;

/// <summary>
/// The durations of one operation in slices of time, of which the oldest is used again for the newest: what it takes is bounded, however
/// often the operation runs. Thread-safe.
/// </summary>
internal sealed class RollingDurations(string name)
{
    internal const int Slices = 12;

    private readonly Lock _gate = new();
    private readonly Slice?[] _ring = new Slice?[Slices];
    private DateTimeOffset _last;

    /// <param name="slice">The number of the present slice; it only grows.</param>
    /// <param name="nanoseconds">How long it took.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="now">When it ended.</param>
    internal void Add(long slice, long nanoseconds, DurationEnd end, DateTimeOffset now)
    {
        lock (_gate)
        {
            var place = _ring[slice % Slices] ??= new(slice);
            if (place.Number < slice)
            {
                place.Restart(slice);
            }

            place.Add(nanoseconds, end);
            _last = now;
        }
    }

    /// <summary>What is in the window that ends with a slice; null when there is nothing.</summary>
    internal OperationPerformance? Read(long slice)
    {
        var sum = new Slice(slice);
        DateTimeOffset last;
        lock (_gate)
        {
            last = _last;
            foreach (var part in _ring)
            {
                if (part is not null && part.Number > slice - Slices)
                {
                    sum.Add(part);
                }
            }
        }

        return sum.Count == 0 ? null : new()
        {
            Name = name,
            Count = sum.Count,
            Errors = sum.Errors,
            Cancelled = sum.Cancelled,
            Average = Time(sum.Total / sum.Count),
            Minimum = Time(sum.Minimum),
            Maximum = Time(sum.Maximum),
            Median = Time(sum.Percentile(0.50)),
            Percentile95 = Time(sum.Percentile(0.95)),
            Percentile99 = Time(sum.Percentile(0.99)),
            Total = Time(sum.Total),
            LastMeasured = last,
        };
    }

    // Ticks are 100 ns; a cached read is shorter, and must not become zero.
    private static TimeSpan Time(double nanoseconds) =>
        TimeSpan.FromTicks((long)Math.Min(Math.Ceiling(nanoseconds / TimeSpan.NanosecondsPerTick), TimeSpan.MaxValue.Ticks / 2));

    private sealed class Slice(long number)
    {
        private readonly uint[] _counts = new uint[DurationBuckets.Count];

        internal long Number { get; private set; } = number;

        internal long Count { get; private set; }

        internal long Errors { get; private set; }

        internal long Cancelled { get; private set; }

        internal double Total { get; private set; }

        internal long Minimum { get; private set; } = long.MaxValue;

        internal long Maximum { get; private set; }

        internal void Add(long nanoseconds, DurationEnd end)
        {
            _counts[DurationBuckets.IndexOf(nanoseconds)]++;
            Count++;
            Errors += end == DurationEnd.Failed ? 1 : 0;
            Cancelled += end == DurationEnd.Cancelled ? 1 : 0;
            Total += nanoseconds;
            Minimum = Math.Min(Minimum, nanoseconds);
            Maximum = Math.Max(Maximum, nanoseconds);
        }

        internal void Add(Slice other)
        {
            for (var i = 0; i < _counts.Length; i++)
            {
                _counts[i] += other._counts[i];
            }

            Count += other.Count;
            Errors += other.Errors;
            Cancelled += other.Cancelled;
            Total += other.Total;
            Minimum = Math.Min(Minimum, other.Minimum);
            Maximum = Math.Max(Maximum, other.Maximum);
        }

        internal void Restart(long number)
        {
            Array.Clear(_counts);
            (Number, Count, Errors, Cancelled, Total, Minimum, Maximum) = (number, 0, 0, 0, 0, long.MaxValue, 0);
        }

        internal double Percentile(double share)
        {
            var wanted = (long)Math.Ceiling(share * Count);
            for (var i = 0; i < _counts.Length; i++)
            {
                wanted -= _counts[i];
                if (wanted <= 0)
                {
                    return Math.Clamp(DurationBuckets.UpperBound(i), Minimum, Maximum);
                }
            }

            return Maximum;
        }
    }
}

/// <summary>How something that was measured ended.</summary>
internal enum DurationEnd
{
    Succeeded,
    Failed,
    Cancelled,
}
