using RepoTickets.Storage.Index;

namespace RepoTickets.Storage.Tests.Index;

public class TicketIndexPropertyTests
{
    private static readonly TicketsConfiguration Configuration = new();

    [Fact]
    public void Execute_AfterAnySequenceOfChanges_AnswersAsTheReferenceDoes()
    {
        var seed = Random.Shared.Next();
        var tickets = new RandomTickets(seed);
        var queries = 0;
        for (var round = 0; round < 40; round++)
        {
            var reference = new ReferenceIndex();
            var index = new TicketIndex(changeLimit: tickets.Random.Next(1, 25));
            for (var step = 0; step < 50; step++)
            {
                index = Change(tickets, index, reference, step, idRange: 40);
                CompareState(seed, index.Snapshot, reference);
                for (var i = 0; i < 11; i++, queries++)
                {
                    Compare(seed, index.Snapshot, reference, tickets.NextQuery());
                }
            }
        }

        Assert.Equal(22_000, queries);
    }

    [Fact]
    public void Execute_OverManyRows_AnswersAsTheReferenceDoes()
    {
        var seed = Random.Shared.Next();
        var tickets = new RandomTickets(seed);
        var reference = new ReferenceIndex();
        var index = new TicketIndex();
        for (var i = 0; i < 6_000; i++)
        {
            reference.Apply([Update(tickets, tickets.NextId(4_000))], 1);
        }

        index.Reset([.. reference.Tickets.Values], 1);
        for (var step = 0; step < 15; step++)
        {
            index = Change(tickets, index, reference, step + 2, idRange: 4_000);
            CompareState(seed, index.Snapshot, reference);
            for (var i = 0; i < 10; i++)
            {
                Compare(seed, index.Snapshot, reference, tickets.NextQuery());
                Compare(seed, index.Snapshot, reference, new TicketQuery
                {
                    Filter = tickets.NextFilter(1),
                    Take = 1 + tickets.Random.Next(500),
                });
            }
        }
    }

    [Fact]
    public void Snapshot_TakenBeforeChanges_StillAnswersAsBefore()
    {
        var seed = Random.Shared.Next();
        var tickets = new RandomTickets(seed);
        var reference = new ReferenceIndex();
        var index = new TicketIndex(changeLimit: 16);
        var earlier = new List<(IndexSnapshot Snapshot, TicketQuery Query, TicketSummary[] Answer)>();
        for (var step = 0; step < 200; step++)
        {
            index = Change(tickets, index, reference, step, idRange: 40);
            var query = tickets.NextQuery();
            earlier.Add((index.Snapshot, query, [.. reference.Execute(query, Configuration, RandomTickets.Now).Tickets]));
        }

        foreach (var (snapshot, query, answer) in earlier)
        {
            Assert.True(answer.SequenceEqual(snapshot.Execute(query, Configuration, RandomTickets.Now).Tickets), $"seed {seed}: {query}");
        }
    }

    private static TicketIndex Change(RandomTickets tickets, TicketIndex index, ReferenceIndex reference, long position, int idRange)
    {
        var updates = Enumerable.Range(0, tickets.Random.Next(6)).Select(_ => Update(tickets, tickets.NextId(idRange))).ToList();
        reference.Apply(updates, position);
        switch (tickets.Random.Next(12))
        {
            case 0:
                index.Reset([.. reference.Tickets.Values], position);
                return index;
            case 1:
                index.Apply(updates, position);
                return SaveAndLoad(index.Snapshot);
            case 2:
                index.Apply(updates, position);
                index.Compact();
                return index;
            default:
                index.Apply(updates, position);
                return index;
        }
    }

    private static IndexUpdate Update(RandomTickets tickets, TicketId id) =>
        new(id, tickets.Random.Next(4) == 0 ? null : tickets.NextTicket(id));

    private static TicketIndex SaveAndLoad(IndexSnapshot snapshot)
    {
        var blobs = IndexFile.Write(snapshot, 1, new Dictionary<string, byte[]>());
        Assert.True(IndexFile.TryRead(blobs.Index, () => blobs.Text, out var content));
        return new TicketIndex(content.Snapshot, changeLimit: 10);
    }

    private static void CompareState(int seed, IndexSnapshot snapshot, ReferenceIndex reference)
    {
        Assert.Equal(reference.Tickets.Count, snapshot.Count);
        Assert.Equal(reference.Position, snapshot.Position);
        var files = snapshot.Files.ToDictionary(pair => pair.Id, pair => pair.File);
        Assert.Equal(reference.Tickets.Count, files.Count);
        foreach (var (id, ticket) in reference.Tickets)
        {
            Assert.True(snapshot.TryGet(id, out var summary, out var file), $"seed {seed}: {id} is missing");
            Assert.True(
                summary == ticket.Summary && summary.CreatedAt.Offset == ticket.Summary.CreatedAt.Offset, $"seed {seed}: {id} differs");
            Assert.True(file == ticket.File && files[id] == file, $"seed {seed}: the file of {id} differs");
        }

        Assert.False(snapshot.TryGet(TicketId.FromStored("ABSENT"), out _, out _));
        AssertCounts(reference.Tickets.Values.Select(ticket => ticket.Summary.Status), snapshot.CountByStatus());
        AssertCounts(reference.Tickets.Values.Select(ticket => ticket.Summary.Priority), snapshot.CountByPriority());
        AssertCounts(reference.Tickets.Values.SelectMany(ticket => ticket.Summary.Labels.Distinct()), snapshot.CountByLabel());
        foreach (var prefix in new[] { "LOGIN", "UI", "ABSENT" })
        {
            var highest = reference.Tickets.Keys.Select(id => id.Value.Split('-'))
                .Where(parts => parts[0] == prefix && int.TryParse(parts[1], out _))
                .Select(parts => int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture))
                .DefaultIfEmpty()
                .Max();
            Assert.True(highest == snapshot.HighestNumber(prefix), $"seed {seed}: highest {prefix}");
        }
    }

    private static void AssertCounts<T>(IEnumerable<T> occurrences, IReadOnlyDictionary<T, int> counts)
        where T : notnull =>
            Assert.Equal(occurrences.GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count()), counts);

    private static void Compare(int seed, IndexSnapshot snapshot, ReferenceIndex reference, TicketQuery query)
    {
        var expected = reference.Execute(query, Configuration, RandomTickets.Now);
        var actual = snapshot.Execute(query, Configuration, RandomTickets.Now);
        Assert.True(
            expected.Tickets.SequenceEqual(actual.Tickets) && expected.TotalCount == actual.TotalCount &&
                expected.Position == actual.Position,
            $"seed {seed}: {query}: expected {expected.TotalCount} [{string.Join(' ', expected.Tickets.Select(ticket => ticket.Id))}], " +
            $"got {actual.TotalCount} [{string.Join(' ', actual.Tickets.Select(ticket => ticket.Id))}]");
    }
}
