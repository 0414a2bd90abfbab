namespace RepoTickets.Events;

/// <summary>A named subscriber of the log. Thread-safe.</summary>
public interface IDurableSubscription : IAsyncDisposable
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>
    /// Completes when the subscription has ended: successfully after disposal, with an <see cref="EventLogException"/> when it broke.
    /// </summary>
    Task Completion { get; }

    /// <summary>How it does.</summary>
    DurableSubscriptionStatistics GetStatistics();

    /// <summary>Waits until everything that is in the log now has been delivered or has gone to the dead letters.</summary>
    ValueTask CatchUpAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Events that the handler failed to deal with, kept with the log; oldest first. A line of their file that is none is passed over, told
    /// in the log of the host with file and line, and stays in the file.
    /// </summary>
    /// <exception cref="EventLogException">They cannot be read.</exception>
    IReadOnlyList<DurableDeadLetter> ReadDeadLetters();

    /// <summary>Gives the dead letters to the handler once more, one attempt each; those that it deals with are removed.</summary>
    /// <returns>How many it dealt with.</returns>
    ValueTask<int> ReplayDeadLettersAsync(CancellationToken cancellationToken = default);
}

/// <summary>How a named subscriber does.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsServed">False while another process, or another subscription of this one, has the name.</param>
/// <param name="Next">The number of the event that comes next.</param>
/// <param name="Delivered">Events that the handler has dealt with.</param>
/// <param name="Errors">What the handler has thrown.</param>
/// <param name="DeadLettered">Events that it failed to deal with.</param>
/// <param name="Missed">Events that retention had removed before they were delivered.</param>
public sealed record DurableSubscriptionStatistics(
    string Name, bool IsServed, long Next, long Delivered, long Errors, long DeadLettered, long Missed);

/// <summary>An event that a named subscriber failed to deal with.</summary>
/// <param name="Number">Its place in the log.</param>
/// <param name="Event">The event.</param>
/// <param name="Attempts">How often the handler was tried.</param>
/// <param name="Error">The last error, type and message.</param>
/// <param name="At">When it was given up.</param>
public sealed record DurableDeadLetter(long Number, Event Event, int Attempts, string Error, DateTimeOffset At);
