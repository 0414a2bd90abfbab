namespace RepoTickets.Events;

/// <summary>
/// Events kept in files, to be read again after a restart and delivered to named subscribers at least once. Several processes may use one
/// folder: an event derived from a commit is in the log once, whoever saw it first. All members are thread-safe.
/// </summary>
public interface IEventLog
{
    /// <summary>
    /// Waits until every event that the bus has handed to the log so far is in it, and on the device unless
    /// <see cref="EventLogOptions.Flush"/> is off.
    /// </summary>
    /// <exception cref="EventLogException">The log cannot be written.</exception>
    ValueTask FlushAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads events that are in the log, oldest first.</summary>
    /// <param name="from">Where to begin. What retention has removed is passed over.</param>
    /// <param name="pattern">Event types, as for
    /// <see cref="IEventBus.Subscribe(string, Func{Event, CancellationToken, ValueTask}, SubscriptionOptions?)"/>.</param>
    /// <param name="follow">Goes on with events as they are logged, without end; false ends at the end.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="EventLogException">The log cannot be read.</exception>
    IAsyncEnumerable<LoggedEvent> ReadAsync(
        EventLogStart from = default, string pattern = "*", bool follow = false, CancellationToken cancellationToken = default);

    /// <summary>
    /// Begins to deliver events to a handler under a name. How far it has come is kept in the folder: after a restart, or a kill, delivery
    /// goes on where it was, so that every event comes at least once and in order; the last ones may come twice. Of one name only one
    /// subscription is served at a time, among all processes; a second one waits for the first to end.
    /// </summary>
    /// <param name="name">1 to 64 of a-z, 0-9, <c>-</c> and <c>_</c>.</param>
    /// <param name="handler">Gets one event at a time; the token is cancelled when the subscription ends.</param>
    /// <param name="options">Which events, where to begin, retries; null for the defaults.</param>
    /// <returns>The subscription; dispose it to end it and to note how far it has come.</returns>
    /// <exception cref="ArgumentException">The name or an option is not allowed.</exception>
    IDurableSubscription Subscribe(
        string name, Func<Event, CancellationToken, ValueTask> handler, DurableSubscriptionOptions? options = null);

    /// <summary>What is in the log, and how far its subscribers have come.</summary>
    EventLogStatistics GetStatistics();
}

/// <summary>An event and its place in the log.</summary>
/// <param name="Number">Counted from 1 without gaps, in the order of logging.</param>
/// <param name="Event">The event.</param>
public readonly record struct LoggedEvent(long Number, Event Event);

/// <summary>What is in a log.</summary>
/// <param name="First">The number of the oldest event that is kept.</param>
/// <param name="Next">The number that the next event will have.</param>
/// <param name="Segments">Files.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Logged">Events that this process has put into the log.</param>
/// <param name="Duplicates">Events that it did not, because another process had.</param>
/// <param name="Damaged">Lines that this process could not read and passed over.</param>
/// <param name="Subscriptions">Subscriptions of this process.</param>
public sealed record EventLogStatistics(
    long First, long Next, int Segments, long Bytes, long Logged, long Duplicates, long Damaged,
    ValueList<DurableSubscriptionStatistics> Subscriptions);
