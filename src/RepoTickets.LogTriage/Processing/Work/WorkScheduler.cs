using System.Threading.Channels;

namespace RepoTickets.LogTriage.Processing;

/// <summary>
/// Hands groups to workers: in order, one worker a group, those that are to be tried again when their time comes, those that wait for
/// others when one of these is done. A group that waits holds no worker. Thread-safe.
/// </summary>
internal sealed class WorkScheduler(int batchSize, int mostUnfinished, ParkedGroups parked, TimeProvider time) : IDisposable
{
    /// <summary>Timers take no delay without bound; whoever comes back too early only waits again.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly Channel<WorkItem> _ready = Channel.CreateUnbounded<WorkItem>();
    private readonly SemaphoreSlim _room = new(batchSize, batchSize);

    /// <summary>Also bounds those that wait for their time or for others. It cannot lock up: they wait only for elder ones.</summary>
    private readonly SemaphoreSlim _unfinished = new(mostUnfinished, mostUnfinished);
    private readonly Dictionary<LogGroupId, Queue<WorkItem>> _following = [];
    private readonly HashSet<WorkItem> _outstanding = [];
    private readonly HashSet<WorkItem> _new = [];
    private bool _isComplete;

    internal int Waiting => _ready.Reader.Count;

    /// <summary>Hands a group on; waits while as many wait for a worker as a batch has, or too many have no outcome.</summary>
    internal async ValueTask HandOnAsync(WorkItem item, CancellationToken cancellationToken)
    {
        await _unfinished.WaitAsync(cancellationToken).ConfigureAwait(false);
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            _outstanding.Add(item);
            if (_following.TryGetValue(item.Group.Id, out var behind))
            {
                // The same fault is being worked on: one at a time, in order. It must not keep others waiting meanwhile.
                behind.Enqueue(item);
                _room.Release();
                return;
            }

            _new.Add(item);
            _following.Add(item.Group.Id, new Queue<WorkItem>());
            _ready.Writer.TryWrite(item);
        }
    }

    /// <summary>The next group; null when none will come.</summary>
    internal async ValueTask<WorkItem?> TakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var item = await _ready.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                if (_new.Remove(item))
                {
                    _room.Release();
                }
            }

            return item;
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }

    /// <summary>Gives a group back to be tried again later.</summary>
    internal void Again(WorkItem item, TimeSpan delay, CancellationToken cancellationToken)
    {
        if (delay <= TimeSpan.Zero)
        {
            _ready.Writer.TryWrite(item);
            return;
        }

        _ = ReturnLaterAsync(item, delay < LongestDelay ? delay : LongestDelay, cancellationToken);
    }

    /// <summary>Gives a group back until that has happened for which it waits, which may be so already.</summary>
    internal void Park(WorkItem item, GroupWait wait)
    {
        lock (_gate)
        {
            if (!parked.TryAdd(item, wait))
            {
                _ready.Writer.TryWrite(item);
            }
        }
    }

    /// <summary>The group has its outcome, and has left the cap and the order of types.</summary>
    internal void Finish(WorkItem item)
    {
        lock (_gate)
        {
            _outstanding.Remove(item);
            _unfinished.Release();
            var behind = _following[item.Group.Id];
            if (behind.TryDequeue(out var next))
            {
                _ready.Writer.TryWrite(next);
            }
            else
            {
                _following.Remove(item.Group.Id);
            }

            UnparkLocked(item);
            CloseIfDoneLocked();
        }
    }

    /// <summary>The group is not done, but that its type is known now may let others go on.</summary>
    internal void Judged(WorkItem item)
    {
        lock (_gate)
        {
            UnparkLocked(item);
        }
    }

    /// <summary>No group will be handed on any more.</summary>
    internal void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
            CloseIfDoneLocked();
        }
    }

    /// <summary>Groups without an outcome, in order. For the end of a cancelled run, when no worker works any more.</summary>
    internal IReadOnlyList<WorkItem> ListUnfinished()
    {
        lock (_gate)
        {
            return [.. _outstanding.OrderBy(static item => item.Order)];
        }
    }

    public void Dispose()
    {
        _room.Dispose();
        _unfinished.Dispose();
    }

    private async Task ReturnLaterAsync(WorkItem item, TimeSpan delay, CancellationToken cancellationToken)
    {
        await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ready.Writer.TryWrite(item);
    }

    private void UnparkLocked(WorkItem item)
    {
        foreach (var free in parked.Release(item.Order))
        {
            _ready.Writer.TryWrite(free);
        }
    }

    private void CloseIfDoneLocked()
    {
        if (_isComplete && _outstanding.Count == 0)
        {
            _ready.Writer.TryComplete();
        }
    }
}
