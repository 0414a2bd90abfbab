namespace RepoTickets;

/// <summary>Epic.</summary>
public sealed partial record Epic : Document
{
    /// <summary>Identifier.</summary>
    public EpicId Id { get; init; }

    /// <inheritdoc/>
    public override DocumentKey Key => Id.Key;
}
