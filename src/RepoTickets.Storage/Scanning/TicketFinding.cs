using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Scanning;

/// <summary>How a ticket's files differ from what the index says.</summary>
/// <param name="Id">The ticket.</param>
/// <param name="KnownPath">Where the index has it; null when it does not know it.</param>
/// <param name="Outcome">What is there now: absent, a document, or a fault.</param>
internal sealed record TicketFinding(TicketId Id, string? KnownPath, ReadOutcome Outcome);
