using System.Text;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Index;

/// <summary>Makes index entries of tickets.</summary>
internal static class IndexedTickets
{
    internal static IndexedTicket From(Ticket ticket, string relativePath, FileStamp stamp, long readAtNanoseconds) => new(
        TicketSummary.From(ticket),
        SearchText(ticket),
        new(relativePath.StartsWith(
            StoreLayout.ClosedFolder + "/", StringComparison.Ordinal), stamp, readAtNanoseconds) { Version = ticket.Version });

    private static string SearchText(Ticket ticket)
    {
        if (ticket.Comments.Count == 0 && ticket.Labels.Count == 0)
        {
            return ticket.Description.Length == 0 ? ticket.Title : ticket.Title + "\n" + ticket.Description;
        }

        var builder = new StringBuilder(ticket.Title);
        foreach (var label in ticket.Labels)
        {
            builder.Append('\n').Append(label);
        }

        builder.Append('\n').Append(ticket.Description);
        foreach (var comment in ticket.Comments)
        {
            builder.Append('\n').Append(comment.Content);
        }

        return builder.ToString();
    }
}
