using BenchmarkDotNet.Attributes;
using RepoTickets.Benchmarks.Data;
using RepoTickets.Benchmarks.Peers;
using RepoTickets.Storage;
using RepoTickets.Storage.Documents;
using RepoTickets.Storage.Text;

namespace RepoTickets.Benchmarks;

/// <summary>Loading the same ticket again: from the file every time, from the cache, and from SQLite.</summary>
[MemoryDiagnoser]
public class CachedLoadBenchmarks
{
    private static readonly TicketId Id = TicketId.Parse("BENCH-500");
    private TemporaryRepository? _repository;
    private ITicketStore? _cached;
    private ITicketStore? _uncached;
    private SqliteTickets? _sqlite;
    private DocumentFormat? _format;

    [GlobalSetup]
    public async Task SetUp()
    {
        _repository = new();
        SyntheticTickets.WriteRepository(_repository.Folder, 1_000);
        _cached = await TicketStore.OpenAsync(_repository.Options);
        var options = _repository.Options;
        options.CacheEnabled = false;
        _uncached = await TicketStore.OpenAsync(options);
        _format = new(TimeZoneInfo.Utc, TextLimits.Default);
        _sqlite = new(_repository.Folder);
        _sqlite.Insert(SyntheticTickets.Make(1_000), _format.Create);
        await _cached.GetAsync(Id);
    }

    [GlobalCleanup]
    public async Task CleanUp()
    {
        _sqlite!.Dispose();
        await _cached!.DisposeAsync();
        await _uncached!.DisposeAsync();
    }

    [Benchmark(Baseline = true, Description = "load from the file (cache off)")]
    public ValueTask<Ticket?> Uncached() => _uncached!.GetAsync(Id);

    [Benchmark(Description = "load from the cache")]
    public ValueTask<Ticket?> Cached() => _cached!.GetAsync(Id);

    [Benchmark(Description = "SQLite: row by id, then the same parser")]
    public Document? Sqlite()
    {
        _format!.TryRead(Id.Key, "open/BENCH-500.yaml", _sqlite!.Get(Id.Value), out var document, out _);
        return document;
    }
}
