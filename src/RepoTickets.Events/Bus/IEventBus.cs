namespace RepoTickets.Events;

/// <summary>
/// Hands events to those who want to know: what the commits of the store imply, made by this process, by others or by git, and what
/// components publish. All members are thread-safe and may be called from inside handlers; no handler runs under a lock.
/// </summary>
public interface IEventBus : IEventPublisher, IAsyncDisposable
{
    /// <summary>
    /// Begins to follow the store's feed. Commits after this call are handed on; with a durable log, also those since its end. With a host
    /// this happens by itself. Calling it again does nothing.
    /// </summary>
    /// <exception cref="RepoTicketsException">The store cannot be opened.</exception>
    ValueTask StartAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Subscribes an asynchronous handler to all events with this payload. It has a queue of its own, gets one event at a time in order,
    /// and touches neither publishers nor other handlers, however long it takes or whatever it throws.
    /// </summary>
    /// <param name="handler">A method or lambda; the token is cancelled when the subscription ends.</param>
    /// <param name="options">The queue, retries and a filter; null for the defaults.</param>
    /// <returns>The subscription; dispose it to end it.</returns>
    /// <exception cref="ArgumentException">No event type is defined for this payload, or options are out of range.</exception>
    IEventSubscription Subscribe<TData>(Func<Event<TData>, CancellationToken, ValueTask> handler, SubscriptionOptions? options = null)
        where TData : notnull;

    /// <summary>Subscribes an asynchronous handler to the event types that a pattern names.</summary>
    /// <param name="pattern">
    /// A type such as <c>ticket.created</c>; <c>*</c> stands for any number of characters, so <c>ticket.*</c> names all of tickets and
    /// <c>*</c> everything.
    /// </param>
    /// <param name="handler">A method or lambda; the token is cancelled when the subscription ends.</param>
    /// <param name="options">The queue, retries and a filter; null for the defaults.</param>
    IEventSubscription Subscribe(string pattern, Func<Event, CancellationToken, ValueTask> handler, SubscriptionOptions? options = null);

    /// <summary>
    /// Subscribes a handler that runs at once, on the thread that publishes, in the order of subscription. For handlers that only note
    /// something in memory: while one runs, its publisher waits. What it throws is counted and logged and goes to the dead letters; the
    /// other handlers still run.
    /// </summary>
    /// <param name="handler">A method or lambda.</param>
    /// <param name="filter">Which events it wants; null for all with this payload. What it throws counts as an error of the
    /// handler.</param>
    /// <remarks>
    /// Events of commits come on the thread that follows the feed. A handler of those must not block until <see cref="DrainAsync"/>, a
    /// publication after a position (<see cref="EventContext.AfterPosition"/>) or a best-effort batch is over: that waits for itself.
    /// </remarks>
    IEventSubscription SubscribeInline<TData>(Action<Event<TData>> handler, Func<Event<TData>, bool>? filter = null)
        where TData : notnull;

    /// <summary>Subscribes a handler that runs at once to the event types that a pattern names.</summary>
    IEventSubscription SubscribeInline(string pattern, Action<Event> handler, Func<Event, bool>? filter = null);

    /// <summary>
    /// Events as they happen, from this call on, through a queue like that of a subscription. Ends when the token is cancelled or the bus
    /// is disposed.
    /// </summary>
    IAsyncEnumerable<Event> StreamAsync(
        string pattern = "*", SubscriptionOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits until the events of this commit, and all before, have been handed on and every handler subscribed now has dealt with them.
    /// Inside an asynchronous handler the events still queued for that very handler are not waited for.
    /// </summary>
    /// <param name="position">A position of the feed; 0 waits only for what has been published so far.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask DrainAsync(long position = 0, CancellationToken cancellationToken = default);

    /// <summary>The latest events.</summary>
    IEventHistory History { get; }

    /// <summary>Events that handlers failed to deal with.</summary>
    IDeadLetters DeadLetters { get; }

    /// <summary>Counts since the bus was made.</summary>
    EventBusStatistics GetStatistics();
}
