using System.Threading.RateLimiting;

namespace RepoTickets.LogTriage.Processing;

/// <summary>
/// Never more than so many permits in any window, wherever it begins: the time of each permit is kept until the window has passed over it.
/// The limiters of the platform count by segments, and let nearly twice as many through where two segments meet. Thread-safe; those who
/// wait are served in order.
/// </summary>
internal sealed class SlidingLogLimiter(RateLimit limit, TimeProvider time, TriageTelemetry? telemetry = null) : RateLimiter
{
    private readonly Lock _gate = new();
    private readonly Queue<long> _granted = new();
    private readonly SemaphoreSlim _line = new(1, 1);

    /// <summary>Permits whose calls have not begun: they count at every moment.</summary>
    private int _reserved;

    /// <summary>Completed when a reserved permit is used or given back.</summary>
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
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

    /// <summary>Waits for a permit whose call begins later.</summary>
    internal async ValueTask<CallPermit> ReserveAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await WaitAsync(1, isReserved: true, cancellationToken).ConfigureAwait(false);
        return new CallPermit(EndReservation);
    }

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return TryTake(permitCount, isReserved: false, out _) is null ? Lease.Granted : Lease.Refused;
    }

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(permitCount, limit.Calls);
        await WaitAsync(permitCount, isReserved: false, cancellationToken).ConfigureAwait(false);
        return Lease.Granted;
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

    private async ValueTask WaitAsync(int permits, bool isReserved, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        var start = telemetry is { MeasuresWaits: true } ? time.GetTimestamp() : 0;
        var hasWaited = false;
        try
        {
            // One waits for the window, the others for their turn: permits go out in the order of asking.
            var turn = _line.WaitAsync(cancellationToken);
            hasWaited = !turn.IsCompleted;
            await turn.ConfigureAwait(false);
            try
            {
                while (TryTake(permits, isReserved, out var changed) is { } wait)
                {
                    hasWaited = true;
                    using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                    await Task.WhenAny(Task.Delay(wait, time, enough.Token), changed).ConfigureAwait(false);
                    await enough.CancelAsync().ConfigureAwait(false);
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
            finally
            {
                _line.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
            if (hasWaited && start != 0)
            {
                telemetry!.Waited(time.GetElapsedTime(start));
            }
        }
    }

    private void EndReservation(bool isUsed)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _reserved--;
            if (isUsed)
            {
                _granted.Enqueue(time.GetTimestamp());
            }

            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    /// <summary>Null when the permits are granted, else how long to wait before it can succeed, unless something changes before.</summary>
    private TimeSpan? TryTake(int permits, bool isReserved, out Task changed)
    {
        lock (_gate)
        {
            changed = _changed.Task;
            var now = time.GetTimestamp();
            Forget(now);
            if (_granted.Count + _reserved + permits <= limit.Calls)
            {
                _reserved += isReserved ? permits : 0;
                for (var n = 0; n < permits && !isReserved; n++)
                {
                    _granted.Enqueue(now);
                }

                Interlocked.Add(ref _leases, permits);
                return null;
            }

            // A millisecond more, because timers may be early by less than that.
            return permits > limit.Calls || _granted.Count == 0
                ? Timeout.InfiniteTimeSpan
                : limit.Window - time.GetElapsedTime(_granted.Peek(), now) + TimeSpan.FromMilliseconds(1);
        }
    }

    private long Available()
    {
        lock (_gate)
        {
            Forget(time.GetTimestamp());
            return limit.Calls - _granted.Count - _reserved;
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
