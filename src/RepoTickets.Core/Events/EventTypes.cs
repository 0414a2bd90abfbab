namespace RepoTickets;

/// <summary>
/// The names of the event types of RepoTickets. The first 23 are those of the Python package repo-tickets 1.0, with the same text. Each has a
/// payload record of the same name: <c>ticket.created</c> carries a <see cref="TicketCreated"/>.
/// </summary>
public static class EventTypes
{
    /// <summary>A ticket was created.</summary>
    public const string TicketCreated = "ticket.created";

    /// <summary>A ticket changed in any way; accompanies the more exact ones.</summary>
    public const string TicketUpdated = "ticket.updated";
}
