namespace RepoTickets.Events;

/// <summary>The latest events of a bus, in memory, in the order in which they were handed on. Thread-safe.</summary>
public interface IEventHistory
{
    /// <summary>How many events there are.</summary>
    int Count { get; }

    /// <summary>How many there can be; the oldest give way. 0 when the history is switched off.</summary>
    int Capacity { get; }

    /// <summary>The events that match, newest first.</summary>
    /// <param name="query">What is wanted; null for the newest 100.</param>
    /// <exception cref="ArgumentException">The query is out of range.</exception>
    IReadOnlyList<Event> Query(EventHistoryQuery? query = null);

    /// <summary>Forgets all events; how many there were.</summary>
    int Clear();

    /// <summary>Writes all events as a JSON array, oldest first.</summary>
    /// <param name="output">Where to; stays open.</param>
    /// <param name="cancellationToken">Cancels; the array is then incomplete.</param>
    /// <returns>How many were written.</returns>
    ValueTask<int> ExportAsync(Stream output, CancellationToken cancellationToken = default);

    /// <summary>
    /// Puts events back that <see cref="ExportAsync"/> wrote: in the order of their identifiers, among those that are there by commit and
    /// time. Those that are there already are left out. No handler is told. All or nothing.
    /// </summary>
    /// <param name="input">A JSON array of at most 1,000,000 events and 256 MiB; stays open.</param>
    /// <param name="cancellationToken">Cancels; nothing is then imported.</param>
    /// <returns>How many events are in the history that were not before.</returns>
    /// <exception cref="EventFormatException">The input is not such an array; the message names the event that cannot be read.</exception>
    ValueTask<int> ImportAsync(Stream input, CancellationToken cancellationToken = default);
}
