namespace RepoTickets.Workflows;

/// <summary>
/// One step of a <see cref="WorkflowDefinition"/>. What it does is said by the derived types; when and how often, here.
/// </summary>
public abstract record StepDefinition
{
    /// <summary>Its name within the definition: 1 to 64 characters of a-z, 0-9 and single hyphens, such as <c>write-tests</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What people read; empty for the name.</summary>
    public string Title { get; init; } = "";

    /// <summary>The steps that must have ended well before this one starts; distinct names.</summary>
    public ValueList<string> DependsOn { get; init; } = [];

    /// <summary>An expression over the context; when it is false the step is skipped. Null for always.</summary>
    public string? Condition { get; init; }

    /// <summary>What becomes of this step when one that it depends on was skipped. Default: it is skipped, too.</summary>
    public SkipRule WhenDependencySkipped { get; init; } = SkipRule.Skip;

    /// <summary>How often and when it is tried again. Default: never.</summary>
    public RetryRule Retry { get; init; } = RetryRule.None;

    /// <summary>How long one attempt may take; null for no limit. A step that waits ends by it, too.</summary>
    public TimeSpan? TimeOut { get; init; }

    /// <summary>
    /// It may be run again when a process died while it ran and no result was recorded. Default false: the step then fails with a message
    /// that says so, and a person decides.
    /// </summary>
    public bool IsRepeatable { get; init; }

    /// <summary>
    /// What undoes this step, once it has ended well and the workflow fails or is cancelled; run in reverse order of ending. Null for
    /// nothing. Its own dependencies, condition and compensation must be empty, and its name differs from that of every step.
    /// </summary>
    public StepDefinition? Compensation { get; init; }
}

/// <summary>What becomes of a step when one that it depends on was skipped.</summary>
public enum SkipRule
{
    /// <summary>It is skipped, too.</summary>
    Skip,

    /// <summary>The skipped step counts as one that ended well, without a result.</summary>
    Run,

    /// <summary>It is skipped when all that it depends on were skipped; otherwise it runs.</summary>
    RunIfAny,
}

/// <summary>How often and when a step that failed is tried again.</summary>
/// <param name="MaximumAttempts">Attempts in all, 1 to 100.</param>
/// <param name="Delay">Before the second attempt; zero to one day.</param>
/// <param name="BackOff">By what the delay grows with each attempt, 1 to 10.</param>
/// <param name="MaximumDelay">The longest delay, at least <paramref name="Delay"/>.</param>
/// <param name="Jitter">The share of a delay that is left to chance, 0 to 1: the delay is drawn from (1 − jitter) × delay to delay.</param>
public sealed record RetryRule(int MaximumAttempts, TimeSpan Delay, double BackOff, TimeSpan MaximumDelay, double Jitter)
{
    /// <summary>One attempt.</summary>
    public static RetryRule None { get; } = new(1, TimeSpan.Zero, 1, TimeSpan.Zero, 0);

    /// <summary>Several attempts, from one second on twice as long each time, at most a minute, a fifth of it left to chance.</summary>
    public static RetryRule Attempts(int maximumAttempts) => new(maximumAttempts, TimeSpan.FromSeconds(1), 2, TimeSpan.FromMinutes(1), 0.2);
}
