namespace RepoTickets;

/// <summary>
/// The definition that workflows were started with: what <c>workflows/definitions/NAME-V1-XXXXXXXX.yaml</c> holds. The end of its
/// identifier is a hash of <see cref="Content"/>, so it never changes, and two definitions that call themselves the same version do not
/// meet.
/// </summary>
public sealed record StoredWorkflowDefinition : Document
{
    /// <summary>Its identifier.</summary>
    public WorkflowDefinitionId Id { get; init; }

    /// <inheritdoc/>
    public override DocumentKey Key => Id.Key;

    /// <summary>The definition's name.</summary>
    public required string Name { get; init; }

    /// <summary>The definition's version, 1 or more.</summary>
    public required int DefinitionVersion { get; init; }

    /// <summary>The definition in its text form.</summary>
    public required string Content { get; init; }
}
