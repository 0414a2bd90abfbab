namespace RepoTickets;

/// <summary>What events about a ticket say of it, as it was after the event.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Title">Its title.</param>
/// <param name="Status">Its status.</param>
/// <param name="Priority">Its priority.</param>
public abstract record TicketPayload(TicketId TicketId, string Title, TicketStatus Status, TicketPriority Priority);

/// <summary>A ticket was created, open or closed, with all that it has: nothing else is told of it in the same commit.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Title">Its title.</param>
/// <param name="Status">Its status.</param>
/// <param name="Priority">Its priority.</param>
public sealed record TicketCreated(TicketId TicketId, string Title, TicketStatus Status, TicketPriority Priority)
    : TicketPayload(TicketId, Title, Status, Priority);

/// <summary>A ticket changed in any way.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Title">Its title.</param>
/// <param name="Status">Its status.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Fields">The fields that changed, named as in the file, such as <c>status</c>, in the order of the file.</param>
/// <param name="FieldsAreComplete">
/// False after an edit by another program when the whole state before is not known: <paramref name="Fields"/> then names at most what
/// the index remembered, and further fields may have changed.
/// </param>
public sealed record TicketUpdated(
    TicketId TicketId,
    string Title,
    TicketStatus Status,
    TicketPriority Priority,
    ValueList<string> Fields,
    bool FieldsAreComplete = true)
    : TicketPayload(TicketId, Title, Status, Priority);

/// <summary>A ticket went from an open status to closed or cancelled.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Title">Its title.</param>
/// <param name="Status">Its status.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="FormerStatus">The status before.</param>
public sealed record TicketClosed(TicketId TicketId, string Title, TicketStatus Status, TicketPriority Priority, TicketStatus FormerStatus)
    : TicketPayload(TicketId, Title, Status, Priority);

/// <summary>A ticket went from closed or cancelled to an open status.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Title">Its title.</param>
/// <param name="Status">Its status.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="FormerStatus">The status before.</param>
public sealed record TicketReopened(
    TicketId TicketId, string Title, TicketStatus Status, TicketPriority Priority, TicketStatus FormerStatus)
    : TicketPayload(TicketId, Title, Status, Priority);

/// <summary>Somebody else, or nobody any longer, works on a ticket.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Title">Its title.</param>
/// <param name="Status">Its status.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="From">Who worked on it before; null for nobody.</param>
/// <param name="To">Who works on it now; null for nobody.</param>
public sealed record TicketAssigned(TicketId TicketId, string Title, TicketStatus Status, TicketPriority Priority, string? From, string? To)
    : TicketPayload(TicketId, Title, Status, Priority);

/// <summary>A ticket was commented on.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Title">Its title.</param>
/// <param name="Status">Its status.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Comment">The comment.</param>
public sealed record TicketCommented(TicketId TicketId, string Title, TicketStatus Status, TicketPriority Priority, Comment Comment)
    : TicketPayload(TicketId, Title, Status, Priority);

/// <summary>A ticket was deleted.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Title">Its last title; null when it is not known, after a deletion by another program.</param>
/// <param name="Status">Its last status; null when it is not known.</param>
/// <param name="Priority">Its last priority; null when it is not known.</param>
public sealed record TicketDeleted(TicketId TicketId, string? Title, TicketStatus? Status, TicketPriority? Priority);

/// <summary>A ticket's file was left unreadable by an edit or a merge; the store goes on without it.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Title">Its last title; null when it is not known.</param>
public sealed record TicketUnreadable(TicketId TicketId, string? Title);
