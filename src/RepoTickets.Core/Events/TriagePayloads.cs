namespace RepoTickets;

/// <summary>Triage filed a ticket for an error that had none.</summary>
/// <param name="TicketId">The new ticket.</param>
/// <param name="Fingerprint">What the same error has in common wherever it occurs.</param>
/// <param name="Title">The ticket's title.</param>
/// <param name="Occurrences">How often the error had occurred by then.</param>
public sealed record TriageTicketFiled(TicketId TicketId, string Fingerprint, string Title, long Occurrences);

/// <summary>Triage added to the ticket of an error that occurred again.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Fingerprint">What the same error has in common wherever it occurs.</param>
/// <param name="Occurrences">How often the error has occurred in all.</param>
public sealed record TriageTicketUpdated(TicketId TicketId, string Fingerprint, long Occurrences);

/// <summary>Triage recognised an error that has a ticket and changed nothing.</summary>
/// <param name="TicketId">The ticket that it has.</param>
/// <param name="Fingerprint">What the same error has in common wherever it occurs.</param>
public sealed record TriageDuplicate(TicketId TicketId, string Fingerprint);

/// <summary>Triage decided that an error gets no ticket.</summary>
/// <param name="Fingerprint">What the same error has in common wherever it occurs.</param>
/// <param name="Reason">Why.</param>
public sealed record TriageRejected(string Fingerprint, string Reason);
