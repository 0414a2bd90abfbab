namespace RepoTickets.LogTriage;

/// <summary>Which of several tickets with one marker counts.</summary>
internal static class TicketChoice
{
    /// <summary>The oldest that is open, else the youngest: of closed ones the last is the one that was thought to mend the fault.</summary>
    internal static FiledTicket Best(IReadOnlyList<FiledTicket> tickets) => tickets.FirstOrDefault(static ticket => !ticket.IsClosed) ?? tickets[^1];
}
