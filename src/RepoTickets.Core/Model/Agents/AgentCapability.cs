namespace RepoTickets;

/// <summary>Something that an agent can do.</summary>
public sealed record AgentCapability
{
    /// <summary>The name; not blank, unique in the agent.</summary>
    public required string Name { get; init; }

    /// <summary>Free text; default empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>How well, 0 to 1; default 1.</summary>
    public double ConfidenceLevel { get; init; } = 1.0;

    /// <summary>It counts when agents are chosen; default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Whatever the agent's host needs; default empty.</summary>
    public JsonText Parameters { get; init; } = JsonText.Empty;
}
