using RepoTickets.Storage.Index;

namespace RepoTickets.Storage.Tests.Index;

public class TicketIndexConcurrencyTests
{
    [Fact]
    public async Task Apply_WhileOthersRead_IsSeenWholeOrNotAtAll()
    {
        // Every change moves all ten tickets to a new state at once, so a reader that sees two states has seen half a change.
        var index = new TicketIndex(changeLimit: 15);
        index.Apply(Round(0), 0);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() => Read(index, stop.Token))).ToArray();
        for (var round = 1; round <= 2_000; round++)
        {
            index.Apply(Round(round), round);
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(readers), reads => Assert.True(reads > 0));
    }

    private static int Read(TicketIndex index, CancellationToken stop)
    {
        var reads = 0;
        var last = -1L;
        do
        {
            var snapshot = index.Snapshot;
            var title = $"round {snapshot.Position}";
            var all = snapshot.Execute(new TicketQuery { CountAll = true }, new TicketsConfiguration(), RandomTickets.Now);
            var found = snapshot.Execute(
                new TicketQuery { Filter = TicketFilter.Words(title), CountAll = true }, new TicketsConfiguration(), RandomTickets.Now);
            Assert.True(snapshot.Position >= last);
            Assert.Equal(10, snapshot.Count);
            Assert.Equal(10, all.TotalCount);
            Assert.Equal(10, found.TotalCount);
            Assert.All(all.Tickets, ticket => Assert.Equal(title, ticket.Title));
            last = snapshot.Position;
            reads++;
        }
        while (!stop.IsCancellationRequested);

        return reads;
    }

    private static IndexUpdate[] Round(int round)
    {
        // The identifiers change too: five tickets go and five come with every change.
        var tickets = Enumerable.Range(0, 10).Select(number => Ticket(TicketId.Parse($"T-{(round * 5) + number}"), $"round {round}"));
        var gone = Enumerable.Range(0, 5).Select(
            number => new IndexUpdate(TicketId.Parse($"T-{Math.Max(0, round - 1) * 5 + number}"), null));
        return [.. gone, .. tickets.Select(ticket => new IndexUpdate(ticket.Summary.Id, ticket))];
    }

    private static IndexedTicket Ticket(TicketId id, string title) => new(
        new TicketSummary(
            id, title, TicketStatus.Open, TicketPriority.High, [], null, "", null, RandomTickets.Now, RandomTickets.Now), title, default);
}
