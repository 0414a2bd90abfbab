namespace RepoTickets;

/// <summary>Agent.</summary>
public sealed partial record Agent : Document
{
    /// <summary>Identifier.</summary>
    public AgentId Id { get; init; }

    /// <inheritdoc/>
    public override DocumentKey Key => Id.Key;
}
