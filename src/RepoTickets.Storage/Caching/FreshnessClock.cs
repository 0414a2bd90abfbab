namespace RepoTickets.Storage.Caching;

/// <summary>
/// Counts periods of the allowed staleness. Comparing a number costs a nanosecond where reading a clock costs twenty-five, which matters
/// for cached reads. The timer runs only while there are reads.
/// </summary>
internal sealed class FreshnessClock : IDisposable
{
    private readonly ITimer? _timer;
    private readonly TimeSpan _period;
    private volatile int _epoch = 1;
    private volatile bool _running;
    private volatile bool _used;

    internal FreshnessClock(TimeProvider timeProvider, TimeSpan maximumStaleness)
    {
        _period = maximumStaleness;
        if (maximumStaleness > TimeSpan.Zero)
        {
            _timer = timeProvider.CreateTimer(
                static state => ((FreshnessClock)state!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>
    /// The present period. Something seen in the same period is fresh enough. Never equal to an earlier value when no staleness is allowed.
    /// </summary>
    internal int Epoch
    {
        get
        {
            if (_timer is null)
            {
                return 0;
            }

            if (!_running)
            {
                Start();
            }

            if (!_used)
            {
                _used = true;
            }

            return _epoch;
        }
    }

    /// <summary>True when something seen in the period <paramref name="epoch"/> need not be looked at again.</summary>
    internal bool IsFresh(int epoch) => _timer is not null && Epoch == epoch;

    /// <summary>Begins a new period now.</summary>
    internal void Advance()
    {
        if (_timer is not null)
        {
            lock (_timer)
            {
                _epoch++;
            }
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void Start()
    {
        // A stopped clock says nothing about how long it stood: a new period begins.
        lock (_timer!)
        {
            if (!_running)
            {
                _epoch++;
                _running = true;
                _timer.Change(_period, _period);
            }
        }
    }

    private void Tick()
    {
        lock (_timer!)
        {
            _epoch++;
            if (_used)
            {
                _used = false;
                return;
            }

            _running = false;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
