namespace RepoTickets.Events;

/// <summary>
/// What a bus has done since it was made. A snapshot: counts of different things may be some events apart while it works.
/// </summary>
public sealed record EventBusStatistics
{
    /// <summary>How many events were published or derived.</summary>
    public required long Total { get; init; }

    /// <summary>The same by event type; types without events are left out.</summary>
    public required IReadOnlyDictionary<string, long> ByType { get; init; }

    /// <summary>How many of them were derived from commits.</summary>
    public required long Derived { get; init; }

    /// <summary>The position of the store's feed through which events have been handed on; 0 without a store.</summary>
    public required long Position { get; init; }

    /// <summary>How many subscriptions and streams there are now.</summary>
    public required int Subscribers { get; init; }

    /// <summary>How often handlers and filters have thrown, each attempt counted.</summary>
    public required long HandlerErrors { get; init; }

    /// <summary>How many events have become dead letters, those replayed, cleared or pushed out since included.</summary>
    public required long DeadLetters { get; init; }

    /// <summary>
    /// How many events policies, ended subscriptions and cancelled publications have dropped, ended subscriptions included.
    /// </summary>
    public required long Dropped { get; init; }

    /// <summary>How many events are in the history.</summary>
    public required int HistoryCount { get; init; }

    /// <summary>The subscriptions that there are now, in the order in which they were made.</summary>
    public required ValueList<SubscriptionStatistics> Subscriptions { get; init; }
}
