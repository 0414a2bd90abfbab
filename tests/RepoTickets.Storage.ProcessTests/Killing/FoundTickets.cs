using RepoTickets.Storage.ProcessTests.Processes;
using RepoTickets.Storage.Worker;

namespace RepoTickets.Storage.ProcessTests.Killing;

/// <summary>What a store holds, by its own word and by the names of its files.</summary>
internal static class FoundTickets
{
    /// <summary>Asks the store.</summary>
    internal static async Task<Dictionary<string, TicketMark>> ReadAsync(ITicketStore store)
    {
        var list = await store.ListAsync<Ticket>();
        Assert.Empty(list.Faults);
        var found = new Dictionary<string, TicketMark>(StringComparer.Ordinal);
        foreach (var ticket in list.Documents)
        {
            var stamp = StampText.Read(ticket.Description);
            Assert.True(stamp is not null, $"{ticket.Id} is torn: {ticket.Description}");
            found[ticket.Id.Value] = new(stamp.Value, ticket.Status.IsOpen ? ChurnState.Open : ChurnState.Closed);
        }

        var summaries = await store.QueryAsync(new TicketQuery { Take = 100_000, Order = TicketOrder.Identifier });
        Assert.Equal(
            found.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(
                static pair => (pair.Key, pair.Value.State == ChurnState.Open)),
            summaries.Tickets.Select(static summary => (summary.Id.Value, summary.Status.IsOpen)));
        return found;
    }

    /// <summary>Each ticket has one file, in the folder that its state says, and there is no other.</summary>
    internal static void AssertFiles(TestFolder folder, IReadOnlyDictionary<string, TicketMark> tickets)
    {
        var expected = tickets.Select(static pair => (pair.Value.State == ChurnState.Open ? "open/" : "closed/") + pair.Key + ".yaml");
        var actual = new[] { "open", "closed" }.SelectMany(
            name => Directory.GetFiles(folder.File(name)).Select(path => name + "/" + Path.GetFileName(path)));
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }
}
