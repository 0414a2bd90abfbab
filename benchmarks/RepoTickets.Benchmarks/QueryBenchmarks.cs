using BenchmarkDotNet.Attributes;
using RepoTickets.Benchmarks.Data;
using RepoTickets.Benchmarks.Peers;
using RepoTickets.Storage;

namespace RepoTickets.Benchmarks;

/// <summary>The 100 newest tickets of a status and a priority, out of 10,000.</summary>
[MemoryDiagnoser]
public class ListBenchmarks
{
    private readonly LoadedStore _loaded = new(10_000);
    private readonly TicketQuery _query = new()
    {
        Filter = TicketFilter.Status(TicketStatus.Open) & TicketFilter.Priority(TicketPriority.High),
        Take = 100,
    };

    [GlobalSetup]
    public Task SetUp() => _loaded.OpenAsync();

    [GlobalCleanup]
    public Task CleanUp() => _loaded.CloseAsync();

    [Benchmark(Baseline = true, Description = "LINQ over summaries in memory")]
    public int Linq() => _loaded.Summaries
        .Where(static t => t.Status == TicketStatus.Open && t.Priority == TicketPriority.High)
        .OrderByDescending(static t => t.CreatedAt).Take(100).ToList().Count;

    [Benchmark(Description = "SQLite with an index")]
    public int Sqlite() => _loaded.Sqlite.List("open", "high");

    [Benchmark(Description = "QueryAsync")]
    public async ValueTask<int> Store() => (await _loaded.Store.QueryAsync(_query)).Tickets.Count;
}

/// <summary>All tickets with a status, a priority and two labels, counted, out of 100,000.</summary>
[MemoryDiagnoser]
public class FilterBenchmarks
{
    private readonly LoadedStore _loaded = new(100_000);
    private readonly TicketQuery _query = new()
    {
        Filter = TicketFilter.Status(
            TicketStatus.Open) & TicketFilter.Priority(TicketPriority.High) & TicketFilter.Label("bug") & TicketFilter.Label("urgent"),
        Take = 0,
        CountAll = true,
    };

    [GlobalSetup]
    public Task SetUp() => _loaded.OpenAsync();

    [GlobalCleanup]
    public Task CleanUp() => _loaded.CloseAsync();

    [Benchmark(Baseline = true, Description = "LINQ over summaries in memory")]
    public int Linq() => _loaded.Summaries.Count(static t =>
        t.Status == TicketStatus.Open && t.Priority == TicketPriority.High && t.Labels.Contains("bug") && t.Labels.Contains("urgent"));

    [Benchmark(Description = "SQLite with indexes")]
    public int Sqlite() => _loaded.Sqlite.CountByFilter("open", "high", "bug", "urgent");

    [Benchmark(Description = "QueryAsync")]
    public async ValueTask<int?> Store() => (await _loaded.Store.QueryAsync(_query)).TotalCount;
}

/// <summary>The 50 newest tickets with a word, out of 10,000.</summary>
[MemoryDiagnoser]
public class TextSearchBenchmarks
{
    private readonly LoadedStore _loaded = new(10_000);
    private string _word = "";
    private TicketQuery _query = new();

    /// <summary>How often the word occurs.</summary>
    [Params("common", "rare", "absent")]
    public string Word { get; set; } = "";

    [GlobalSetup]
    public async Task SetUp()
    {
        await _loaded.OpenAsync();
        var vocabulary = new Vocabulary(1);
        _word = Word switch { "common" => vocabulary.WordOfRank(3), "rare" => vocabulary.WordOfRank(3_000), _ => "xyzzyx" };
        _query = new() { Filter = TicketFilter.Words(_word), Take = 50 };
        await _loaded.Store.QueryAsync(_query);
    }

    [GlobalCleanup]
    public Task CleanUp() => _loaded.CloseAsync();

    [Benchmark(Baseline = true, Description = "SQLite FTS5")]
    public int Sqlite() => _loaded.Sqlite.Search(_word);

    [Benchmark(Description = "QueryAsync")]
    public async ValueTask<int> Store() => (await _loaded.Store.QueryAsync(_query)).Tickets.Count;
}
