namespace RepoTickets;

/// <summary>
/// Publishes events that are no consequence of a commit. What a commit implies (created, closed, assigned, …) is derived from the commit
/// itself and must not be published by hand. Thread-safe.
/// </summary>
public interface IEventPublisher
{
    /// <summary>
    /// Publishes an event. Completes when it has been handed to the inline handlers and has entered the queues of the others.
    /// </summary>
    /// <param name="data">The payload; its type must be that of a known <see cref="EventDefinition"/>.</param>
    /// <param name="context">What else is to be said about it; null for nothing.</param>
    /// <param name="cancellationToken">Stops waiting for room in full queues; the event may then have reached some handlers.</param>
    /// <exception cref="ArgumentException">No event type is defined for this payload.</exception>
    ValueTask<Event<TData>> PublishAsync<TData>(TData data, EventContext? context = null, CancellationToken cancellationToken = default)
        where TData : notnull;
}
