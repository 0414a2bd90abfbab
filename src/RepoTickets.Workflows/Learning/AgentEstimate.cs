namespace RepoTickets.Workflows;

/// <summary>
/// What is believed of one agent and one type of task at one time, and how surely. Counts are decayed: what is one half-life old counts
/// half.
/// </summary>
public sealed record AgentEstimate
{
    /// <summary>The type of task.</summary>
    public required string TaskType { get; init; }

    /// <summary>Decayed count of completed tasks, at least 0.</summary>
    public double Successes { get; init; }

    /// <summary>Decayed count of failed tasks, at least 0.</summary>
    public double Failures { get; init; }

    /// <summary>The expected share of tasks that it completes, 0 to 1.</summary>
    public double Success { get; init; }

    /// <summary>
    /// The lower end of the interval that holds that share with the probability of <see cref="AgentOptions.CredibleMass"/>.
    /// </summary>
    public double SuccessLow { get; init; }

    /// <summary>The upper end of that interval.</summary>
    public double SuccessHigh { get; init; }

    /// <summary>
    /// A share that it may well reach, for all that is known: the higher above <see cref="Success"/>, the less is known of this agent in
    /// comparison to all agents. Choosing by it tries new agents and gives up on bad ones.
    /// </summary>
    public double Promise { get; init; }

    /// <summary>The median of the minutes of a completed task; null when nobody has completed one of this type.</summary>
    public double? Minutes { get; init; }

    /// <summary>The lower end of the interval for that median; null as <see cref="Minutes"/>.</summary>
    public double? MinutesLow { get; init; }

    /// <summary>The upper end of the interval for that median; null as <see cref="Minutes"/>.</summary>
    public double? MinutesHigh { get; init; }

    /// <summary>The typical minutes of all agents for this type; null as <see cref="Minutes"/>.</summary>
    public double? TypicalMinutes { get; init; }
}
