namespace RepoTickets.Events;

/// <summary>
/// Events that a handler could not deal with after all its attempts. Bounded: when it is full the oldest give way and are counted. In
/// memory only. Thread-safe.
/// </summary>
public interface IDeadLetters
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>How many gave way to newer ones since the bus was made.</summary>
    long Dropped { get; }

    /// <summary>The letters, oldest first.</summary>
    IReadOnlyList<DeadLetter> Read();

    /// <summary>
    /// Hands a letter to the subscription of its name again, behind what waits there already, with all its attempts. Inside the handler of
    /// that very subscription, the replay is only put in the queue.
    /// </summary>
    /// <param name="id"><see cref="DeadLetter.Id"/>.</param>
    /// <param name="cancellationToken">Stops waiting; the replay goes on.</param>
    /// <returns>
    /// True when the handler has dealt with it: it is a dead letter no longer. False when it failed again, is not (yet) dealt with, its
    /// subscription is gone, or there is no such letter.
    /// </returns>
    ValueTask<bool> ReplayAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Replays all letters that are there now, oldest first; how many were dealt with.</summary>
    ValueTask<int> ReplayAllAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes all; how many there were.</summary>
    int Clear();
}
