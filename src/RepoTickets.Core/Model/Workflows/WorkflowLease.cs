namespace RepoTickets;

/// <summary>
/// Which engine runs a workflow, and until when: what <c>.sdk/workflows/WF-XXXXXXXX.json</c> holds. Local to one clone: a workflow without
/// one came with git from another clone, and no engine here runs it by itself. As with <see cref="Lease"/>, <see cref="Token"/> counts the
/// grants of a workflow for ever.
/// </summary>
public sealed record WorkflowLease : Document
{
    /// <summary>The workflow. Nothing refers to it by this field: a lease does not keep its workflow from being deleted.</summary>
    public required WorkflowId WorkflowId { get; init; }

    /// <inheritdoc/>
    public override DocumentKey Key => KeyOf(WorkflowId);

    /// <summary>The engine that was granted the lease; null when nobody runs anything of the workflow now. One line, not blank.</summary>
    public string? Holder { get; init; }

    /// <summary>The number of the grant: 1 for the first, one more with each later one.</summary>
    public required long Token { get; init; }

    /// <summary>When it was granted, by the clock of the engine.</summary>
    public DateTimeOffset GrantedAt { get; init; }

    /// <summary>When it runs out unless it is renewed, by the same clock; not before <see cref="GrantedAt"/>.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Somebody has it and it has not run out.</summary>
    /// <param name="now">The moment that is asked about.</param>
    public bool IsLiveAt(DateTimeOffset now) => Holder is not null && now < ExpiresAt;

    /// <summary>The same grant, whether or not it was renewed since.</summary>
    /// <param name="other">The lease as it is recorded; null when there is none.</param>
    public bool IsSameGrant(WorkflowLease? other) =>
        Holder is not null && other is not null && other.WorkflowId == WorkflowId && other.Token == Token &&
        string.Equals(other.Holder, Holder, StringComparison.Ordinal) && other.GrantedAt == GrantedAt;

    /// <summary>The name of a workflow's lease.</summary>
    public static DocumentKey KeyOf(WorkflowId workflowId) => new(DocumentKind.WorkflowLease, workflowId.Value);
}
