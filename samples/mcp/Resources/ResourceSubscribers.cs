using System.Collections.Concurrent;
using ModelContextProtocol;

namespace RepoTickets.Mcp.Resources;

/// <summary>Who wants to hear of which tickets. Thread-safe.</summary>
internal sealed class ResourceSubscribers
{
    /// <summary>How many tickets may be subscribed to at once: 1,000.</summary>
    internal const int MaximumCount = 1_000;

    private readonly ConcurrentDictionary<Subscription, bool> _all = new();

    internal Subscription Add(string key, string uri, Func<string, CancellationToken, Task> tell)
    {
        if (!TicketUri.TryRead(uri, out var id))
        {
            throw TicketResources.NotFound(uri);
        }

        var subscription = new Subscription(key, uri, id, tell);
        if (_all.Count >= MaximumCount && !_all.ContainsKey(subscription))
        {
            throw new McpProtocolException($"{MaximumCount} tickets are subscribed to already. Unsubscribe from some first.", McpErrorCode.InvalidRequest);
        }

        _all[subscription] = true;
        return subscription;
    }

    internal void Remove(string key, string uri) => _all.TryRemove(new(key, uri, default, static (_, _) => Task.CompletedTask), out _);

    internal IEnumerable<Subscription> Of(TicketId id) => _all.Keys.Where(subscription => subscription.Ticket == id);

    internal IEnumerable<Subscription> All => _all.Keys;

    /// <summary>One of these for each key and address: subscribing twice tells once.</summary>
    internal sealed class Subscription(string key, string uri, TicketId ticket, Func<string, CancellationToken, Task> tell) : IEquatable<Subscription>
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
