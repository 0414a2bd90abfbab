namespace RepoTickets;

/// <summary>
/// Somebody or something that works on tickets by itself: what <c>agents/ID.json</c> holds. Immutable, and unchecked until validated.
/// </summary>
public sealed partial record Agent : Document
{
    /// <summary>The identifier; <c>default</c> lets the store choose one from the name.</summary>
    public AgentId Id { get; init; }

    /// <inheritdoc/>
    public override DocumentKey Key => Id.Key;

    /// <summary>The name; not blank.</summary>
    public required string Name { get; init; }

    /// <summary>Free text; default empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>What it is for; default general.</summary>
    public AgentType AgentType { get; init; } = AgentType.General;

    /// <summary>Whether it takes work; default active.</summary>
    public AgentStatus Status { get; init; }

    /// <summary>What it can do.</summary>
    public ValueList<AgentCapability> Capabilities { get; init; } = [];

    /// <summary>How many tasks it works on at once, at least 1; default 1.</summary>
    public int MaxConcurrentTasks { get; init; } = 1;

    /// <summary>The types of task it takes; empty for any.</summary>
    public ValueList<string> PreferredTaskTypes { get; init; } = [];

    /// <summary>Where it is reached; null when not told.</summary>
    public string? Endpoint { get; init; }

    /// <summary>
    /// The name under which the host's secret store keeps the agent's key; null for none. The key itself is never part of a document:
    /// these files are meant to be committed. The file holds <c>secret:NAME</c>.
    /// </summary>
    public string? ApiKeySecretName { get; init; }

    /// <summary>
    /// The file holds a key in clear text, written by another program. It is neither read into memory nor changed, unless
    /// <see cref="ApiKeySecretName"/> is set, which replaces it. Setting this has no effect on files.
    /// </summary>
    public bool HasClearApiKey { get; init; }

    /// <summary>The language model it uses; null when not told.</summary>
    public string? Model { get; init; }

    /// <summary>When it was created; <c>default</c> when unknown, and in new agents to let the store set it.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed; <c>default</c> when unknown, and in new agents to let the store set it.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it last gave a sign of life; null when never.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>What it has done so far.</summary>
    public AgentMetrics Metrics { get; init; } = AgentMetrics.None;

    /// <summary>The tasks it has been given and not finished.</summary>
    public ValueList<AgentTaskId> ActiveTasks { get; init; } = [];
}
