namespace RepoTickets;

/// <summary>What events about an epic say of it, as it was after the event, or before its deletion.</summary>
/// <param name="EpicId">The epic.</param>
/// <param name="Title">Its title.</param>
/// <param name="Status">Its status.</param>
/// <param name="Priority">Its priority.</param>
public abstract record EpicPayload(EpicId EpicId, string Title, EpicStatus Status, TicketPriority Priority);

/// <summary>An epic was created.</summary>
/// <param name="EpicId">The epic.</param>
/// <param name="Title">Its title.</param>
/// <param name="Status">Its status.</param>
/// <param name="Priority">Its priority.</param>
public sealed record EpicCreated(EpicId EpicId, string Title, EpicStatus Status, TicketPriority Priority)
    : EpicPayload(EpicId, Title, Status, Priority);

/// <summary>An epic changed in any way.</summary>
/// <param name="EpicId">The epic.</param>
/// <param name="Title">Its title.</param>
/// <param name="Status">Its status.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Fields">The fields that changed, named as in the file, in its order; empty when the state before is not known.</param>
public sealed record EpicUpdated(EpicId EpicId, string Title, EpicStatus Status, TicketPriority Priority, ValueList<string> Fields)
    : EpicPayload(EpicId, Title, Status, Priority);

/// <summary>An epic was completed.</summary>
/// <param name="EpicId">The epic.</param>
/// <param name="Title">Its title.</param>
/// <param name="Status">Its status.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="FormerStatus">Its status before.</param>
public sealed record EpicCompleted(EpicId EpicId, string Title, EpicStatus Status, TicketPriority Priority, EpicStatus FormerStatus)
    : EpicPayload(EpicId, Title, Status, Priority);

/// <summary>An epic was deleted.</summary>
/// <param name="EpicId">The epic.</param>
/// <param name="Title">Its last title; null when it is not known.</param>
public sealed record EpicDeleted(EpicId EpicId, string? Title);

/// <summary>An epic's file was left unreadable by an edit or a merge; the store goes on without it.</summary>
/// <param name="EpicId">The epic.</param>
/// <param name="Title">Its last title; null when it is not known.</param>
public sealed record EpicUnreadable(EpicId EpicId, string? Title);

/// <summary>What events about a backlog item say of it, as it was after the event.</summary>
/// <param name="BacklogItemId">The item.</param>
/// <param name="Title">Its title.</param>
/// <param name="Status">Its status.</param>
/// <param name="Priority">Its priority.</param>
public abstract record BacklogItemPayload(BacklogItemId BacklogItemId, string Title, BacklogStatus Status, TicketPriority Priority);

/// <summary>A backlog item was created.</summary>
/// <param name="BacklogItemId">The item.</param>
/// <param name="Title">Its title.</param>
/// <param name="Status">Its status.</param>
/// <param name="Priority">Its priority.</param>
public sealed record BacklogItemCreated(BacklogItemId BacklogItemId, string Title, BacklogStatus Status, TicketPriority Priority)
    : BacklogItemPayload(BacklogItemId, Title, Status, Priority);

/// <summary>A backlog item changed in any way.</summary>
/// <param name="BacklogItemId">The item.</param>
/// <param name="Title">Its title.</param>
/// <param name="Status">Its status.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Fields">The fields that changed, named as in the file, in its order; empty when the state before is not known.</param>
public sealed record BacklogItemUpdated(
    BacklogItemId BacklogItemId, string Title, BacklogStatus Status, TicketPriority Priority, ValueList<string> Fields)
    : BacklogItemPayload(BacklogItemId, Title, Status, Priority);

/// <summary>A backlog item became a ticket.</summary>
/// <param name="BacklogItemId">The item.</param>
/// <param name="Title">Its title.</param>
/// <param name="Status">Its status.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="TicketId">The ticket.</param>
public sealed record BacklogItemConverted(
    BacklogItemId BacklogItemId, string Title, BacklogStatus Status, TicketPriority Priority, TicketId TicketId)
    : BacklogItemPayload(BacklogItemId, Title, Status, Priority);

/// <summary>A backlog item was deleted.</summary>
/// <param name="BacklogItemId">The item.</param>
/// <param name="Title">Its last title; null when it is not known.</param>
public sealed record BacklogItemDeleted(BacklogItemId BacklogItemId, string? Title);

/// <summary>A backlog item's file was left unreadable by an edit or a merge; the store goes on without it.</summary>
/// <param name="BacklogItemId">The item.</param>
/// <param name="Title">Its last title; null when it is not known.</param>
public sealed record BacklogItemUnreadable(BacklogItemId BacklogItemId, string? Title);

/// <summary>The journal of a ticket got an entry of type <c>milestone</c>.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Milestone">The milestone that the entry names, else the entry's text.</param>
/// <param name="EntryId">The journal entry.</param>
/// <param name="Author">Who wrote it.</param>
public sealed record MilestoneReached(TicketId TicketId, string Milestone, string EntryId, string Author);

/// <summary>A sprint began.</summary>
/// <param name="SprintId">The sprint, as backlog items name it.</param>
/// <param name="Name">Its name.</param>
public sealed record SprintStarted(string SprintId, string Name);

/// <summary>A sprint ended.</summary>
/// <param name="SprintId">The sprint, as backlog items name it.</param>
/// <param name="Name">Its name.</param>
public sealed record SprintCompleted(string SprintId, string Name);
