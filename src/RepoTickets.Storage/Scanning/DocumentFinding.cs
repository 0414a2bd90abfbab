using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Scanning;

/// <summary>How a document's files differ from what the store knows.</summary>
/// <param name="Key">The document.</param>
/// <param name="Known">What the store knows; null when it knows no such document.</param>
/// <param name="Outcome">What is there now: absent, a document, or a fault.</param>
internal sealed record DocumentFinding(DocumentKey Key, KnownDocument? Known, ReadOutcome Outcome);

/// <summary>What the store knows of a document without its file.</summary>
/// <param name="Path">Where it was.</param>
/// <param name="Version">The version that it had; none when only its being there is known.</param>
/// <param name="Summary">What the index knows of a ticket; null for other kinds.</param>
internal sealed record KnownDocument(string Path, DocumentVersion Version, TicketSummary? Summary = null);
