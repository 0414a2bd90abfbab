namespace RepoTickets.Events;

/// <summary>Why an event became a dead letter.</summary>
public enum DeadLetterReason
{
    /// <summary>The handler threw at every attempt.</summary>
    HandlerFailed,

    /// <summary>The filter threw.</summary>
    FilterFailed,

    /// <summary>The queue had no room, under <see cref="FullQueuePolicy.Fail"/> or far beyond its capacity.</summary>
    QueueFull,
}

/// <summary>An event that a handler could not deal with. Immutable.</summary>
public sealed record DeadLetter
{
    /// <summary>Identifies it within the bus; later ones have higher numbers.</summary>
    public required long Id { get; init; }

    /// <summary><see cref="IEventSubscription.Name"/> of the subscription.</summary>
    public required string Subscription { get; init; }

    /// <summary>The event.</summary>
    public required Event Event { get; init; }

    /// <summary>Why it is here.</summary>
    public required DeadLetterReason Reason { get; init; }

    /// <summary>The full name of the type of the last exception; null when there was none.</summary>
    public string? ErrorType { get; init; }

    /// <summary>What the last exception said, at most 4,096 characters.</summary>
    public required string Error { get; init; }

    /// <summary>How often the handler was tried, replays included; 0 when it never saw the event.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it came here, or failed again.</summary>
    public required DateTimeOffset Time { get; init; }
}
