namespace RepoTickets.Events;

/// <summary>The position through which derived events have been handed on, and those who wait for it to go on. Thread-safe.</summary>
internal sealed class FollowedPosition
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private Exception? _fault;
    private long _value;

    internal long Value => Volatile.Read(ref _value);

    /// <summary>Why the position will not go on; null while it may.</summary>
    internal Exception? Fault
    {
        get
        {
            lock (_gate)
            {
                return _fault;
            }
        }
    }

    internal void Advance(long position)
    {
        lock (_gate)
        {
            Volatile.Write(ref _value, Math.Max(_value, position));
            while (_waiting.TryPeek(out _, out var wanted) && wanted <= _value)
            {
                _waiting.Dequeue().TrySetResult();
            }
        }
    }

    /// <summary>Fails those who wait now and later: the position will not go on.</summary>
    internal void Fail(Exception fault)
    {
        lock (_gate)
        {
            _fault ??= fault;
            while (_waiting.TryDequeue(out var waiting, out _))
            {
                waiting.TrySetException(_fault);
            }
        }
    }

    internal async Task WaitAsync(long position, CancellationToken cancellationToken)
    {
        // Continuations run elsewhere, so completing it under the lock runs no code of others.
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (position <= _value)
            {
                return;
            }

            if (_fault is not null)
            {
                throw new EventFeedException(_fault);
            }

            _waiting.Enqueue(waiting, position);
        }

        try
        {
            await waiting.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (waiting.Task.IsFaulted)
        {
            throw new EventFeedException(fault);
        }
        finally
        {
            lock (_gate)
            {
                _waiting.Remove(waiting, out _, out _);
            }
        }
    }
}
