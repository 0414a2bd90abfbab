using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Tickets;

/// <summary>Runs a query and prints what it finds, and which files could not be read.</summary>
internal static class TicketResults
{
    internal static async Task<TicketQueryResult> PrintAsync(
        Invocation invocation, ITicketStore store, TicketQuery query, string format, string empty)
    {
        var result = await store.QueryAsync(query, invocation.CancellationToken).ConfigureAwait(false);
        var faults = await store.GetFaultsAsync(invocation.CancellationToken).ConfigureAwait(false);
        ListPrinter.Print(
            invocation,
            format,
            TicketListing.For("tickets", invocation.Terminal.Time.GetUtcNow()),
            result.Tickets,
            empty,
            new()
            {
                Summary = result.TotalCount is { } total && total > result.Tickets.Count
                    ? $"{result.Tickets.Count} of {Texts.Count(total, "ticket")}"
                    : TicketListing.Summary(result.Tickets),
                Total = result.TotalCount,
                Faults = faults,
            });
        return result;
    }
}
