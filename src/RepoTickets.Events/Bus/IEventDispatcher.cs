namespace RepoTickets.Events;

/// <summary>The side of the bus that the feed's follower sees: it hands in events that are made already.</summary>
internal interface IEventDispatcher
{
    /// <summary>Hands an event to history, inline handlers and queues. One caller at a time, in order of the events.</summary>
    ValueTask DispatchAsync(Event made, CancellationToken cancellationToken);

    /// <summary>Says that all events of the commits through this position have been dispatched.</summary>
    void Advance(long position);
}
