namespace RepoTickets.Events;

/// <summary>An event on its way to the dead letters.</summary>
internal readonly record struct FailedEvent(Subscription Subscription, Event Made, DeadLetterReason Reason, Exception? Error, int Attempts);

/// <inheritdoc cref="IDeadLetters"/>
internal sealed class DeadLetterList(int capacity, TimeProvider time, WaitGraph waits, Func<string, Subscription?> find) : IDeadLetters
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, DeadLetter> _letters = [];
    private readonly HashSet<long> _replaying = [];
    private long _lastId;
    private long _dropped;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _letters.Count;
            }
        }
    }

    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>How many there ever were.</summary>
    internal long Total => Interlocked.Read(ref _lastId);

    public IReadOnlyList<DeadLetter> Read()
    {
        lock (_gate)
        {
            return [.. _letters.Values];
        }
    }

    public async ValueTask<bool> ReplayAsync(long id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Find(id) is not { } letter || find(letter.Subscription) is not { } subscription || !TryBegin(id))
        {
            return false;
        }

        var replay = FinishAsync(id, subscription.ReplayAsync(letter));
        if (replay.IsCompleted || WaitNode.Flow is not { } flow)
        {
            return await replay.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        // A handler that waited for the replay to itself would wait for ever.
        if (waits.TryEnter(flow, subscription) is not { } edge)
        {
            return false;
        }

        try
        {
            return await replay.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            waits.Exit(edge);
        }
    }

    public async ValueTask<int> ReplayAllAsync(CancellationToken cancellationToken = default)
    {
        var succeeded = 0;
        foreach (var letter in Read())
        {
            succeeded += await ReplayAsync(letter.Id, cancellationToken).ConfigureAwait(false) ? 1 : 0;
        }

        return succeeded;
    }

    public int Clear()
    {
        lock (_gate)
        {
            var count = _letters.Count;
            _letters.Clear();
            return count;
        }
    }

    internal void Add(in FailedEvent failed)
    {
        var now = time.GetUtcNow();
        var error = failed.Error is { } thrown ? ErrorText.MessageOf(thrown) : "There was no room in the queue of the subscription.";
        lock (_gate)
        {
            var id = ++_lastId;
            _letters.Add(id, new()
            {
                Id = id,
                Subscription = failed.Subscription.Name,
                Event = failed.Made,
                Reason = failed.Reason,
                ErrorType = failed.Error?.GetType().FullName,
                Error = error,
                Attempts = failed.Attempts,
                Time = now,
            });
            while (_letters.Count > capacity)
            {
                _letters.Remove(_letters.First().Key);
                _dropped++;
            }
        }
    }

    internal void Remove(long id)
    {
        lock (_gate)
        {
            _letters.Remove(id);
        }
    }

    internal void FailAgain(long id, Exception error, int attempts)
    {
        var now = time.GetUtcNow();
        var (type, message) = (error.GetType().FullName, ErrorText.MessageOf(error));
        lock (_gate)
        {
            if (_letters.TryGetValue(id, out var letter))
            {
                _letters[id] = letter with
                {
                    Reason = DeadLetterReason.HandlerFailed,
                    ErrorType = type,
                    Error = message,
                    Attempts = letter.Attempts + attempts,
                    Time = now,
                };
            }
        }
    }

    private async Task<bool> FinishAsync(long id, Task<bool> replay)
    {
        try
        {
            return await replay.ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _replaying.Remove(id);
            }
        }
    }

    private DeadLetter? Find(long id)
    {
        lock (_gate)
        {
            return _letters.GetValueOrDefault(id);
        }
    }

    private bool TryBegin(long id)
    {
        lock (_gate)
        {
            return _replaying.Add(id);
        }
    }
}
