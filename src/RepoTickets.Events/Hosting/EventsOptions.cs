namespace RepoTickets.Events;

/// <summary>Options of the event bus. All have working defaults.</summary>
public sealed class EventsOptions
{
    /// <summary>How many events the history keeps. 0 (none) to 1,000,000; default 1,000.</summary>
    public int HistoryCapacity { get; set; } = 1_000;

    /// <summary>How many dead letters are kept. 0 (they are only counted) to 1,000,000; default 1,000.</summary>
    public int DeadLetterCapacity { get; set; } = 1_000;

    /// <summary>
    /// How long handlers get to finish when the bus is disposed, before their tokens are cancelled. 0 to 10 min; default 5 s.
    /// </summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
