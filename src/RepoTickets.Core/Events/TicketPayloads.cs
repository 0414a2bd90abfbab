namespace RepoTickets;

/// <summary>What every event about a ticket says of it, as it was after the event.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Title">Its title.</param>
/// <param name="Status">Its status.</param>
/// <param name="Priority">Its priority.</param>
public abstract record TicketPayload(TicketId TicketId, string Title, TicketStatus Status, TicketPriority Priority);

/// <summary>A ticket was created.</summary>
public sealed record TicketCreated(TicketId TicketId, string Title, TicketStatus Status, TicketPriority Priority)
    : TicketPayload(TicketId, Title, Status, Priority);

/// <summary>A ticket changed in any way.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Title">Its title.</param>
/// <param name="Status">Its status.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Fields">
/// The fields that changed, named as in the file, such as <c>status</c>; empty when the state before is not known.
/// </param>
public sealed record TicketUpdated(TicketId TicketId, string Title, TicketStatus Status, TicketPriority Priority, ValueList<string> Fields)
    : TicketPayload(TicketId, Title, Status, Priority);
