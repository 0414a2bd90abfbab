namespace RepoTickets;

/// <summary>AgentTask.</summary>
public sealed partial record AgentTask : Document
{
    /// <summary>Identifier.</summary>
    public AgentTaskId Id { get; init; }

    /// <inheritdoc/>
    public override DocumentKey Key => Id.Key;
}
