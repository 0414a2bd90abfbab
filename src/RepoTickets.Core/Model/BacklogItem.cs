namespace RepoTickets;

/// <summary>BacklogItem.</summary>
public sealed partial record BacklogItem : Document
{
    /// <summary>Identifier.</summary>
    public BacklogItemId Id { get; init; }

    /// <inheritdoc/>
    public override DocumentKey Key => Id.Key;
}
