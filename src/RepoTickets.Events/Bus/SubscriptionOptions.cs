namespace RepoTickets.Events;

/// <summary>What happens with an event for which a subscriber's queue has no room.</summary>
public enum FullQueuePolicy
{
    /// <summary>
    /// The publisher waits for room: nothing is lost, and a handler that stalls for long holds publishers back in the end.
    /// </summary>
    Wait,

    /// <summary>The oldest event in the queue gives way.</summary>
    DropOldest,

    /// <summary>The new event does not enter the queue.</summary>
    DropNewest,

    /// <summary>The new event goes to the dead letters.</summary>
    Fail,
}

/// <summary>How an asynchronous subscription is served. Immutable.</summary>
public sealed record SubscriptionOptions
{
    /// <summary>A name for logs, statistics and dead letters. Default: made from the handler's method; at most 128 characters.</summary>
    public string? Name { get; init; }

    /// <summary>How many events may wait, 1 to 1,000,000. Default 1,024.</summary>
    public int Capacity { get; init; } = 1_024;

    /// <summary>What happens when that many wait. Default <see cref="FullQueuePolicy.Wait"/>. Drops are counted.</summary>
    public FullQueuePolicy WhenFull { get; init; }

    /// <summary>How often a handler is tried with one event before it goes to the dead letters, 1 to 100. Default 3.</summary>
    public int MaximumAttempts { get; init; } = 3;

    /// <summary>The pause before the second attempt, doubled before each further one; 0 to 1 hour. Default 100 milliseconds.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Which events it wants; runs on the publisher's thread and must be quick. Null, the default, for all.</summary>
    public Func<Event, bool>? Filter { get; init; }
}
