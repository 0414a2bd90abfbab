using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using RepoTickets.Benchmarks.Data;
using RepoTickets.Storage;
using RepoTickets.Workflows;

namespace RepoTickets.Benchmarks;

/// <summary>The 100 most urgent tickets that can be worked on, of 5,000 with 10,000 dependencies.</summary>
[MemoryDiagnoser]
public class ReadyBenchmarks
{
    private const int Tickets = 5_000;
    private const int DependenciesEach = 2;

    private ServiceProvider _services = null!;
    private IReadyIndex _ready = null!;
    private List<Ticket> _tickets = [];

    // Not asynchronous: where suites run in this process, nobody waits for the end of a task here.
    [GlobalSetup]
    public void SetUp() => SetUpAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void CleanUp() => _services.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task SetUpAsync()
    {
        var repository = new TemporaryRepository();
        _services = new ServiceCollection()
            .AddRepoTickets(tickets => tickets
                .AddStorage(
                    options => (options.RepositoryPath, options.CreateIfMissing, options.TimeZone) =
                        (repository.Folder, true, TimeZoneInfo.Utc))
                .AddClaims())
            .BuildServiceProvider();
        var random = new Random(3);
        _tickets = [.. SyntheticTickets.Make(Tickets).Select((ticket, number) => ticket with { BlockedBy = Earlier(number, random) })];
        var store = _services.GetRequiredService<ITicketStore>();
        await store.CommitAsync(new([.. _tickets.Select(DocumentChange.Create)]));
        _ready = _services.GetRequiredService<IReadyIndex>();
        var (indexed, scanned) =
            ((await _ready.GetAsync()).Tickets.Select(static ticket => ticket.Id), Find().Select(static ticket => ticket.Id));
        if (!indexed.SequenceEqual(scanned))
        {
            throw new InvalidOperationException("The two that are compared do not find the same tickets.");
        }
    }

    [Benchmark(Baseline = true, Description = "scan of all tickets in memory")]
    public int Scan() => Find().Count;

    [Benchmark(Description = "IReadyIndex.GetAsync")]
    public async ValueTask<int> Ready() => (await _ready.GetAsync()).Tickets.Count;

    private static ValueList<TicketId> Earlier(int number, Random random) =>

        [
            .. Enumerable.Range(0, number < DependenciesEach ? 0 : DependenciesEach)
                .Select(_ => TicketId.Parse($"BENCH-{random.Next(number) + 1}"))
                .Distinct(),
        ];

    /// <summary>The rules as far as these tickets have them: open, not marked as blocked, no open blocker.</summary>
    private List<Ticket> Find()
    {
        var open = _tickets.Where(static ticket => ticket.Status.IsOpen).ToDictionary(static ticket => ticket.Id);
        return [.. open.Values
            .Where(ticket => ticket.Status != TicketStatus.Blocked && !ticket.BlockedBy.Any(open.ContainsKey))
            .OrderBy(static ticket => Rank(ticket.Priority)).ThenBy(static ticket => ticket.CreatedAt).Take(100)];
    }

    private static int Rank(TicketPriority priority) =>
        priority == TicketPriority.Critical ? 0 : priority == TicketPriority.High ? 1 : priority == TicketPriority.Medium ? 2 : 3;
}
