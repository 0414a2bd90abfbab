namespace RepoTickets.Benchmarks.Peers;

/// <summary>What the bus with one lock hands to handlers.</summary>
internal sealed record Happened<TData>(long Id, DateTimeOffset Time, string Source, TData Data);

/// <summary>
/// A bus as the Python package's is built: one lock around history and handlers, a number and a time for each event. Handlers run under the
/// lock, so one that stalls holds up everybody: it is a measure for time, not for use.
/// </summary>
internal sealed class LockedBus(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Type, List<Delegate>> _handlers = [];
    private readonly Queue<object> _history = new();

    private long _last;

    internal void Subscribe<TData>(Action<Happened<TData>> handler)
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

    internal void Publish<TData>(TData data, string source)
        where TData : notnull
    {
        lock (_gate)
        {
            var made = new Happened<TData>(++_last, TimeProvider.System.GetUtcNow(), source, data);
            _history.Enqueue(made);
            if (_history.Count > capacity)
            {
                _history.Dequeue();
            }

            if (_handlers.TryGetValue(typeof(TData), out var handlers))
            {
                foreach (var handler in handlers)
                {
                    ((Action<Happened<TData>>)handler)(made);
                }
            }
        }
    }
}
