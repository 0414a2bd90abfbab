using System.Threading.RateLimiting;

namespace RepoTickets.LogTriage.Processing;

/// <summary>
/// Never more than so many permits in any window, wherever it begins: the time of each permit is kept until the window has passed over it.
/// The limiters of the platform count by segments, and let nearly twice as many through where two segments meet. Thread-safe; those who wait
/// are served in order.
/// </summary>
internal sealed class SlidingLogLimiter(RateLimit limit, TimeProvider time) : RateLimiter
{
    private readonly Lock _gate = new();
    private readonly Queue<long> _granted = new();
    private readonly SemaphoreSlim _line = new(1, 1);
    private long _waiting;
    private long _leases;
    private bool _disposed;

    public override TimeSpan? IdleDuration => null;

    public override RateLimiterStatistics GetStatistics() => new()
    {
        CurrentAvailablePermits = Available(),
        CurrentQueuedCount = Interlocked.Read(ref _waiting),
        TotalSuccessfulLeases = Interlocked.Read(ref _leases),
    };

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return TryTake(permitCount) is null ? Lease.Granted : Lease.Refused;
    }

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(permitCount, limit.Calls);
        Interlocked.Increment(ref _waiting);
        try
        {
            // One waits for the window, the others for their turn: permits go out in the order of asking.
            await _line.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                while (TryTake(permitCount) is { } wait)
                {
                    await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                _line.Release();
            }

            return Lease.Granted;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _line.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Null when the permits are granted, else how long to wait before it can succeed.</summary>
    private TimeSpan? TryTake(int permits)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            Forget(now);
            if (_granted.Count + permits <= limit.Calls)
            {
                for (var n = 0; n < permits; n++)
                {
                    _granted.Enqueue(now);
                }

                Interlocked.Add(ref _leases, permits);
                return null;
            }

            // A millisecond more, because timers may be early by less than that.
            return permits > limit.Calls
                ? TimeSpan.MaxValue
                : limit.Window - time.GetElapsedTime(_granted.Peek(), now) + TimeSpan.FromMilliseconds(1);
        }
    }

    private long Available()
    {
        lock (_gate)
        {
            Forget(time.GetTimestamp());
            return limit.Calls - _granted.Count;
        }
    }

    private void Forget(long now)
    {
        while (_granted.TryPeek(out var eldest) && time.GetElapsedTime(eldest, now) > limit.Window)
        {
            _granted.Dequeue();
        }
    }

    private sealed class Lease(bool isAcquired) : RateLimitLease
    {
        internal static Lease Granted { get; } = new(true);

        internal static Lease Refused { get; } = new(false);

        public override bool IsAcquired => isAcquired;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
