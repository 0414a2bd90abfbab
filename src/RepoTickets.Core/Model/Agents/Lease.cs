namespace RepoTickets;

/// <summary>
/// Who may work on a ticket, and until when: what <c>.sdk/leases/TICKET.json</c> holds. Local to one clone and never committed to git,
/// since processes of other machines cannot be fenced through a file that they do not share. Immutable, and unchecked until validated.
/// </summary>
/// <remarks>
/// A released lease stays as a document without holder, and so does the lease of a deleted ticket: <see cref="Token"/> counts the grants of
/// a ticket for ever, so that what an earlier holder remembers is never taken for a later grant.
/// </remarks>
public sealed record Lease : Document
{
    /// <summary>The ticket. Nothing refers to it by this field: a lease does not keep its ticket from being deleted.</summary>
    public required TicketId TicketId { get; init; }

    /// <inheritdoc/>
    public override DocumentKey Key => KeyOf(TicketId);

    /// <summary>Who was granted the lease, such as an agent's identifier; null when it was given back. One line, not blank.</summary>
    public string? Holder { get; init; }

    /// <summary>The number of the grant: 1 for the first, one more with each later one.</summary>
    public required long Token { get; init; }

    /// <summary>When it was granted, by the clock of the process that was granted it.</summary>
    public DateTimeOffset GrantedAt { get; init; }

    /// <summary>When it runs out unless it is renewed, by the same clock; not before <see cref="GrantedAt"/>.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>
    /// Somebody has it and it has not run out. Says who should work, not whose writes count: for that the token is checked.
    /// </summary>
    /// <param name="now">The moment that is asked about.</param>
    public bool IsLiveAt(DateTimeOffset now) => Holder is not null && now < ExpiresAt;

    /// <summary>The same grant, whether or not it was renewed since. A lease that was given back is no grant.</summary>
    /// <param name="other">The lease as it is recorded; null when there is none.</param>
    public bool IsSameGrant(Lease? other) =>
        Holder is not null && other is not null && other.TicketId == TicketId && other.Token == Token &&
        string.Equals(other.Holder, Holder, StringComparison.Ordinal) && other.GrantedAt == GrantedAt;

    /// <summary>The name of a ticket's lease.</summary>
    public static DocumentKey KeyOf(TicketId ticketId) => new(DocumentKind.Lease, ticketId.Value);
}
