namespace RepoTickets.Benchmarks.Peers;

/// <summary>A bus as the Python package's is built: one lock around history and handlers, an identifier and a time for each event.</summary>
internal sealed class LockedBus(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Type, List<Delegate>> _handlers = [];
    private readonly Queue<(long Id, DateTimeOffset Time, object Data)> _history = new();

    private long _last;

    internal void Subscribe<TData>(Action<TData> handler)
    {
        lock (_gate)
        {
            if (!_handlers.TryGetValue(typeof(TData), out var handlers))
            {
                _handlers[typeof(TData)] = handlers = [];
            }

            handlers.Add(handler);
        }
    }

    internal void Publish<TData>(TData data)
        where TData : notnull
    {
        lock (_gate)
        {
            _history.Enqueue((++_last, TimeProvider.System.GetUtcNow(), data));
            if (_history.Count > capacity)
            {
                _history.Dequeue();
            }

            if (_handlers.TryGetValue(typeof(TData), out var handlers))
            {
                foreach (var handler in handlers)
                {
                    ((Action<TData>)handler)(data);
                }
            }
        }
    }
}
