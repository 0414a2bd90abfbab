using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Tickets;

/// <summary>How lists of tickets look, wherever they come from.</summary>
internal static class TicketListing
{
    /// <summary>The summaries of the index, as columns and as JSON with the Python package's names.</summary>
    internal static Listing<TicketSummary> For(string kind, DateTimeOffset now) => new(
        kind,
        [
            ("id", static ticket => ticket.Id.Value),
            ("status", static ticket => ticket.Status.Value),
            ("priority", static ticket => ticket.Priority.Value),
            ("assignee", static ticket => ticket.Assignee ?? ""),
            ("labels", static ticket => Texts.Join(ticket.Labels)),
            ("age", ticket => Texts.Age(ticket.CreatedAt, now)),
            ("title", static ticket => ticket.Title),
        ],
        TicketJson.WriteSummary);

    internal static string Summary(IReadOnlyCollection<TicketSummary> tickets) =>
        $"{Texts.Count(tickets.Count, "ticket")} ({tickets.Count(static ticket => ticket.Status.IsOpen)} not ended)";
}
