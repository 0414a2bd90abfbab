using RepoTickets.Storage.Worker;

namespace RepoTickets.Benchmarks.Soak;

/// <summary>The stamp that was written last into a ticket, and its folder.</summary>
internal readonly record struct SoakMark(long Stamp, ChurnState State);

/// <summary>Reads from the store what a slot has written.</summary>
internal static class OwnTickets
{
    /// <exception cref="InvalidDataException">A ticket is half of one version and half of another.</exception>
    internal static async Task<Dictionary<string, SoakMark>> FindAsync(ITicketStore store, int slot)
    {
        var query = new TicketQuery { Filter = TicketFilter.Label(SoakPlan.LabelOf(slot)), Take = 10_000 };
        var found = new Dictionary<string, SoakMark>(StringComparer.Ordinal);
        foreach (var summary in (await store.QueryAsync(query)).Tickets)
        {
            // Only the slot itself deletes them, and it does not at this moment.
            var ticket = await store.GetRequiredAsync<Ticket>(summary.Id.Key);
            var stamp = StampText.Read(ticket.Description) ?? throw new InvalidDataException($"{ticket.Id} is torn: {ticket.Description}");
            found.Add(ticket.Id.Value, new(stamp, ticket.Status.IsOpen ? ChurnState.Open : ChurnState.Closed));
        }

        return found;
    }
}
