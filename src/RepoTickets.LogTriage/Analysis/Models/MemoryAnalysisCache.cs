namespace RepoTickets.LogTriage.Models;

/// <summary>Keeps the judgements that were used last, in memory. Thread-safe.</summary>
internal sealed class MemoryAnalysisCache(int capacity) : IAnalysisCache
{
    private readonly Lock _gate = new();
    private readonly Dictionary<AnalysisKey, LinkedListNode<(AnalysisKey Key, LogAnalysis Analysis)>> _nodes = [];
    private readonly LinkedList<(AnalysisKey Key, LogAnalysis Analysis)> _used = [];

    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _nodes.Count;
            }
        }
    }

    public ValueTask<LogAnalysis?> GetAsync(AnalysisKey key, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (!_nodes.TryGetValue(key, out var node))
            {
                return ValueTask.FromResult<LogAnalysis?>(null);
            }

            _used.Remove(node);
            _used.AddFirst(node);
            return ValueTask.FromResult<LogAnalysis?>(node.Value.Analysis);
        }
    }

    public ValueTask SetAsync(AnalysisKey key, LogAnalysis analysis, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_nodes.Remove(key, out var old))
            {
                _used.Remove(old);
            }

            if (capacity > 0)
            {
                _nodes[key] = _used.AddFirst((key, analysis));
            }

            if (_nodes.Count > capacity && _used.Last is { } last)
            {
                _nodes.Remove(last.Value.Key);
                _used.RemoveLast();
            }
        }

        return ValueTask.CompletedTask;
    }
}
