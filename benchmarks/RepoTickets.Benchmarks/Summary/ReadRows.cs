using RepoTickets.Benchmarks.Data;
using RepoTickets.Storage;

namespace RepoTickets.Benchmarks.Summary;

/// <summary>Loading again, listing and searching, in a store of 1,000 tickets.</summary>
internal static class ReadRows
{
    private const int Tickets = 1_000;
    private const int Rounds = 15;

    // Until all of it is compiled for good.
    private const int WarmUps = 40;

    internal static async IAsyncEnumerable<SummaryRow> RunAsync()
    {
        var repository = new TemporaryRepository();
        SyntheticTickets.WriteRepository(repository.Folder, Tickets);
        await using var cached = await TicketStore.OpenAsync(repository.Options);
        var options = repository.Options;
        options.CacheEnabled = false;
        await using var uncached = await TicketStore.OpenAsync(options);
        yield return await LoadAsync(cached, uncached);
        yield return await ListAsync(cached, new ParsedFiles(repository.Folder));
        yield return await SearchAsync(cached, new ParsedFiles(repository.Folder));
    }

    private static async Task<SummaryRow> LoadAsync(ITicketStore cached, ITicketStore uncached)
    {
        var id = TicketId.Parse("BENCH-500");
        Contender ours = new("cached read", 200_000, count => LoadAsync(cached, id, count));
        Contender baseline = new("uncached read", 500, count => LoadAsync(uncached, id, count));
        var (took, other) = await Duel.RunAsync(ours, baseline, Rounds, WarmUps, MeasuredBy.ProcessorTime);
        return new("load a ticket again", took, baseline.Name, other, 100, null, Rounds, MeasuredBy.ProcessorTime);
    }

    private static async Task LoadAsync(ITicketStore store, TicketId id, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (await store.GetAsync(id) is null)
            {
                throw new InvalidOperationException($"{id} is gone.");
            }
        }
    }

    private static async Task<SummaryRow> ListAsync(ITicketStore store, ParsedFiles files)
    {
        var query = new TicketQuery { Filter = TicketFilter.Status(TicketStatus.Open), Take = 100 };
        Contender ours = new("QueryAsync", 5_000, count => QueryAsync(store, query, count, 100));
        var baseline = Contender.Of("read and parse all files", 1, count => Expect(files.List(TicketStatus.Open, 100).Count, 100));
        var (took, other) = await Duel.RunAsync(ours, baseline, Rounds, WarmUps, MeasuredBy.ProcessorTime);
        return new("list 100 of 1,000 tickets", took, baseline.Name, other, 100, 0.010, Rounds, MeasuredBy.ProcessorTime);
    }

    private static async Task<SummaryRow> SearchAsync(ITicketStore store, ParsedFiles files)
    {
        var word = new Vocabulary(1).WordOfRank(100);
        var expected = files.Search(word, 50).Count;
        var query = new TicketQuery { Filter = TicketFilter.Words(word), Take = 50 };
        Contender ours = new("QueryAsync", 2_000, count => QueryAsync(store, query, count, expected));
        var baseline = Contender.Of("read and parse all files", 1, count => Expect(files.Search(word, 50).Count, expected));
        var (took, other) = await Duel.RunAsync(ours, baseline, Rounds, WarmUps, MeasuredBy.ProcessorTime);
        return new("search the text of 1,000 tickets", took, baseline.Name, other, 100, 0.005, Rounds, MeasuredBy.ProcessorTime);
    }

    private static async Task QueryAsync(ITicketStore store, TicketQuery query, int count, int expected)
    {
        for (var i = 0; i < count; i++)
        {
            Expect((await store.QueryAsync(query)).Tickets.Count, expected);
        }
    }

    private static void Expect(int found, int expected)
    {
        if (found != expected)
        {
            throw new InvalidOperationException(
                $"{found} tickets were found, not {expected}: the two that are compared do not do the same.");
        }
    }
}
