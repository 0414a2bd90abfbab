namespace RepoTickets.Events;

/// <summary>
/// What a subscription has done. When it is at rest, <see cref="Received"/> = <see cref="Delivered"/> + <see cref="Dropped"/> +
/// <see cref="DeadLettered"/>.
/// </summary>
public sealed record SubscriptionStatistics
{
    /// <summary><see cref="IEventSubscription.Name"/>.</summary>
    public required string Name { get; init; }

    /// <summary><see cref="IEventSubscription.Pattern"/>.</summary>
    public required string Pattern { get; init; }

    /// <summary>It runs on the publisher's thread and has no queue.</summary>
    public required bool IsInline { get; init; }

    /// <summary>How many events were meant for it, after its filter. For a handler that runs inline, those it has finished.</summary>
    public required long Received { get; init; }

    /// <summary>How many it has dealt with; for a stream, how many were read.</summary>
    public required long Delivered { get; init; }

    /// <summary>How many its policy dropped, or were not handed over because the publication was cancelled.</summary>
    public required long Dropped { get; init; }

    /// <summary>How many went to the dead letters; replays are counted apart from all of these.</summary>
    public required long DeadLettered { get; init; }

    /// <summary>How many were taken in beyond the capacity because waiting for room would have been waiting for itself.</summary>
    public required long Overflowed { get; init; }

    /// <summary>How often its handler or filter has thrown, each attempt counted.</summary>
    public required long Errors { get; init; }

    /// <summary>How many events wait in its queue now; that being handled is not among them.</summary>
    public required int QueueDepth { get; init; }

    /// <summary>How many publications wait for room in its queue now.</summary>
    public required int WaitingPublications { get; init; }

    /// <summary>From publication to the end of the handler; nothing for those that run inline.</summary>
    public required LatencyStatistics Latency { get; init; }
}

/// <summary>How long events took. Percentiles are at most 12.5 % too high.</summary>
public sealed record LatencyStatistics
{
    internal static readonly LatencyStatistics None =
        new() { Count = 0, Mean = default, Median = default, Percentile99 = default, Maximum = default };

    /// <summary>How many were measured.</summary>
    public required long Count { get; init; }

    /// <summary>Their mean.</summary>
    public required TimeSpan Mean { get; init; }

    /// <summary>Half of them took no longer.</summary>
    public required TimeSpan Median { get; init; }

    /// <summary>99 of 100 took no longer.</summary>
    public required TimeSpan Percentile99 { get; init; }

    /// <summary>The longest.</summary>
    public required TimeSpan Maximum { get; init; }
}
