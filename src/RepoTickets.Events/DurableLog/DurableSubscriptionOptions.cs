namespace RepoTickets.Events;

/// <summary>How a named subscriber of the log is served. Immutable.</summary>
public sealed record DurableSubscriptionOptions
{
    /// <summary>Which event types; <c>*</c> stands for any number of characters. Default all.</summary>
    public string Pattern { get; init; } = "*";

    /// <summary>Where a name begins that has never been served. Default the oldest event that is kept.</summary>
    public EventLogStart StartAt { get; init; }

    /// <summary>How often the handler is tried with one event before it goes to the dead letters, 1 to 1,000. Default 5.</summary>
    public int MaximumAttempts { get; init; } = 5;

    /// <summary>
    /// The pause before the second attempt, doubled before each further one up to a minute; 0 to 1 minute. Default 200 milliseconds.
    /// </summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// After this many events at most it is noted how far delivery has come, 1 to 100,000; so many may come twice after a kill. Default
    /// 100. It is also noted whenever there is nothing more to deliver.
    /// </summary>
    public int NoteEvery { get; init; } = 100;

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal static DurableSubscriptionOptions Check(DurableSubscriptionOptions? options)
    {
        options ??= new();
        if (options.MaximumAttempts is < 1 or > 1_000)
        {
            throw new ArgumentException($"MaximumAttempts is {options.MaximumAttempts}; it must be 1 to 1,000.", nameof(options));
        }

        if (options.RetryDelay < TimeSpan.Zero || options.RetryDelay > TimeSpan.FromMinutes(1))
        {
            throw new ArgumentException($"RetryDelay is {options.RetryDelay}; it must be 0 to 1 minute.", nameof(options));
        }

        return options.NoteEvery is < 1 or > 100_000
            ? throw new ArgumentException($"NoteEvery is {options.NoteEvery}; it must be 1 to 100,000.", nameof(options))
            : options;
    }
}
