using System.Collections.Concurrent;
using ModelContextProtocol;

namespace RepoTickets.Mcp.Resources;

/// <summary>Who wants to hear of which tickets. Thread-safe.</summary>
internal sealed class ResourceSubscribers
{
    /// <summary>How many tickets may be subscribed to at once: 1,000.</summary>
    internal const int MaximumCount = 1_000;

    /// <summary>How many requests may listen at once: 100.</summary>
    internal const int MaximumListeners = 100;

    private readonly ConcurrentDictionary<Subscription, bool> _all = new();
    private int _listeners;

    /// <exception cref="McpProtocolException">There is no such ticket, or as many as may be are subscribed to already.</exception>
    internal void Add(string key, string uri, Func<string, CancellationToken, Task> tell)
    {
        if (!TryAdd(key, uri, tell))
        {
            throw new McpProtocolException(
                $"{MaximumCount} tickets are subscribed to already. Unsubscribe from some first.", McpErrorCode.InvalidRequest);
        }
    }

    /// <summary>False when as many as may be are subscribed to already.</summary>
    /// <exception cref="McpProtocolException">The address is none of a ticket.</exception>
    internal bool TryAdd(string key, string uri, Func<string, CancellationToken, Task> tell)
    {
        if (!TicketUri.TryRead(uri, out var id))
        {
            throw TicketResources.NotFound(uri);
        }

        var subscription = new Subscription(key, uri, id, tell);
        lock (_all)
        {
            if (_all.Count >= MaximumCount && !_all.ContainsKey(subscription))
            {
                return false;
            }

            _all[subscription] = true;
            return true;
        }
    }

    /// <summary>Counts a request that stays open, until what is returned is disposed.</summary>
    /// <exception cref="McpProtocolException">As many as may be are open already.</exception>
    internal IDisposable BeginListening()
    {
        if (Interlocked.Increment(ref _listeners) <= MaximumListeners)
        {
            return new Listening(this);
        }

        Interlocked.Decrement(ref _listeners);
        throw new McpProtocolException(
            $"{MaximumListeners} requests listen already. Cancel one first; one can name many tickets.", McpErrorCode.InvalidRequest);
    }

    internal void Remove(string key, string uri) => _all.TryRemove(new(key, uri, default, static (_, _) => Task.CompletedTask), out _);

    internal IEnumerable<Subscription> Of(TicketId id) => _all.Keys.Where(subscription => subscription.Ticket == id);

    internal IEnumerable<Subscription> All => _all.Keys;

    private sealed class Listening(ResourceSubscribers subscribers) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref subscribers._listeners);
    }

    /// <summary>One of these for each key and address: subscribing twice tells once.</summary>
    internal sealed class Subscription(
        string key, string uri, TicketId ticket, Func<string, CancellationToken, Task> tell) : IEquatable<Subscription>
    {
        private readonly string _key = key;

        internal string Uri { get; } = uri;

        internal TicketId Ticket { get; } = ticket;

        internal Task TellAsync(CancellationToken cancellationToken) => tell(Uri, cancellationToken);

        public bool Equals(Subscription? other) => other is not null && other._key == _key && other.Uri == Uri;

        public override bool Equals(object? obj) => Equals(obj as Subscription);

        public override int GetHashCode() => HashCode.Combine(_key, Uri);
    }
}
