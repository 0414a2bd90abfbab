namespace RepoTickets.Workflows;

/// <summary>Options of agents, their tasks, distribution and learning. All have working defaults.</summary>
public sealed class AgentOptions
{
    /// <summary>
    /// Signs of life of one agent are written at most this often; the ones between cost nothing. 1 second to 1 day; default 1 minute.
    /// </summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// An agent whose last written sign of life is older counts as silent. At least twice <see cref="HeartbeatInterval"/>, at most 30 days;
    /// default 5 minutes.
    /// </summary>
    public TimeSpan SilenceLimit { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>What a silent agent becomes: <see cref="AgentStatus.Error"/> (default) or <see cref="AgentStatus.Inactive"/>.</summary>
    public AgentStatus SilentStatus { get; set; } = AgentStatus.Error;

    /// <summary>How often an operation is tried in all when others keep changing its documents. 1 to 1,000; default 100.</summary>
    public int MaximumAttempts { get; set; } = 100;

    /// <summary>
    /// Tasks in one call of the distributor, which is one commit of at most three documents each. 1 to 3,000; default 1,000.
    /// </summary>
    public int MaximumBatch { get; set; } = 1000;

    /// <summary>Documents that are read at the same time. 1 to 64; default 8.</summary>
    public int ReadConcurrency { get; set; } = 8;

    /// <summary>After this time what an agent did counts half. 1 hour to 3,650 days; default 30 days.</summary>
    public TimeSpan HalfLife { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The probability that the truth lies in the interval of an estimate. 0.5 to 0.99; default 0.9.</summary>
    public double CredibleMass { get; set; } = 0.9;

    /// <summary>
    /// Where <see cref="IAgentLearning.SaveProfilesAsync"/> writes when it is given no path: the Python package looks for
    /// <c>.tickets/agents/learning_profiles.json</c>. Default null: nowhere.
    /// </summary>
    public string? ProfilesFile { get; set; }

    /// <summary>The zone of the times in that file, which name none; set it as the store's. Default: this machine's.</summary>
    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.Local;

    internal IEnumerable<string> FindProblems()
    {
        if (HeartbeatInterval < TimeSpan.FromSeconds(1) || HeartbeatInterval > TimeSpan.FromDays(1))
        {
            yield return $"{nameof(HeartbeatInterval)} is {HeartbeatInterval}; it must be within 1 second to 1 day.";
        }

        if (SilenceLimit < HeartbeatInterval + HeartbeatInterval || SilenceLimit > TimeSpan.FromDays(30))
        {
            yield return $"{nameof(SilenceLimit)} is {SilenceLimit}; it must be at least twice {nameof(HeartbeatInterval)}, " +
                $"which is {HeartbeatInterval}, and at most 30 days.";
        }

        if (SilentStatus is not (AgentStatus.Error or AgentStatus.Inactive))
        {
            yield return $"{nameof(SilentStatus)} is {SilentStatus}; it must be {AgentStatus.Error} or {AgentStatus.Inactive}.";
        }

        if (MaximumAttempts is < 1 or > 1000)
        {
            yield return $"{nameof(MaximumAttempts)} is {MaximumAttempts}; it must be within 1 to 1000.";
        }

        if (MaximumBatch is < 1 or > 3000)
        {
            yield return $"{nameof(MaximumBatch)} is {MaximumBatch}; it must be within 1 to 3000.";
        }

        if (ReadConcurrency is < 1 or > 64)
        {
            yield return $"{nameof(ReadConcurrency)} is {ReadConcurrency}; it must be within 1 to 64.";
        }

        if (HalfLife < TimeSpan.FromHours(1) || HalfLife > TimeSpan.FromDays(3650))
        {
            yield return $"{nameof(HalfLife)} is {HalfLife}; it must be within 1 hour to 3650 days.";
        }

        if (!(CredibleMass is >= 0.5 and <= 0.99))
        {
            yield return $"{nameof(CredibleMass)} is {CredibleMass}; it must be within 0.5 to 0.99.";
        }

        if (TimeZone is null)
        {
            yield return $"{nameof(TimeZone)} is null.";
        }
    }
}
