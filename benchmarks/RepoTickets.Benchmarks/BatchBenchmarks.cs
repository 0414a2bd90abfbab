using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using RepoTickets.Batch;
using RepoTickets.Benchmarks.Data;
using RepoTickets.Storage;

namespace RepoTickets.Benchmarks;

/// <summary>A new, empty store for each iteration, so that every one meets the same (<see cref="RunFolder"/> says when they go).</summary>
public abstract class BatchBenchmarkBase
{
    private readonly Vocabulary _vocabulary = new(7);
    private readonly Random _random = new(7);
    private int _next;

    private protected ITicketStore Store { get; private set; } = null!;

    private protected IBatchExecutor Executor { get; private set; } = null!;

    private protected List<Ticket> New { get; private set; } = [];

    private protected void Open(int count)
    {
        var repository = new TemporaryRepository();
        var options = repository.Options;
        options.IdScheme = TicketIdScheme.PrefixNumber;
        Store = TicketStore.OpenAsync(options).AsTask().GetAwaiter().GetResult();
        Executor = BatchExecutor.Create(Store);
        New = MakeNew(count);

        // The first commit of a store pays for opening files and compiling code, whatever it commits.
        Store.CreateAsync(MakeNew(1)[0]).AsTask().GetAwaiter().GetResult();
    }

    private protected List<Ticket> MakeNew(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => SyntheticTickets.Make(_next++, _vocabulary, _random) with { Id = default })];

    [IterationCleanup]
    public void Close() => Store.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private protected static BatchResult Check(BatchResult result) => result.ThrowIfFailed();
}

/// <summary>100 creations, 50 updates and 50 deletions, durable when the call returns: as one batch and one by one.</summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 3, iterationCount: 20)]
public class BatchMixBenchmarks : BatchBenchmarkBase
{
    private List<TicketId> _existing = [];

    [IterationSetup]
    public void SetUp()
    {
        Open(100);
        var created = Store.CommitAsync(new([.. MakeNew(100).Select(DocumentChange.Create)])).AsTask().GetAwaiter().GetResult();
        _existing = [.. created.Documents.Select(static document => ((Ticket)document!).Id)];

        // The first deletion of an open store reads who refers to whom, once.
        Store.DeleteAsync(Store.CreateAsync(MakeNew(1)[0]).AsTask().GetAwaiter().GetResult().Id).AsTask().GetAwaiter().GetResult();
    }

    [Benchmark(Baseline = true, Description = "create 100, update 50, delete 50, one by one")]
    public async Task OneByOne()
    {
        foreach (var ticket in New)
        {
            await Store.CreateAsync(ticket);
        }

        foreach (var id in _existing.Take(50))
        {
            await Store.UpdateAsync(id, Change);
        }

        foreach (var id in _existing.Skip(50))
        {
            await Store.DeleteAsync(id);
        }
    }

    [Benchmark(Description = "the same as one batch")]
    public async Task OneBatch() => Check(await Executor.ExecuteAsync(new TicketBatch()
        .AddRange(New.Select(BatchOperation.Create))
        .AddRange(_existing.Take(50).Select(static id => BatchOperation.Update(id, Change)))
        .AddRange(_existing.Skip(50).Select(static id => BatchOperation.Delete(id)))));

    private static Ticket Change(Ticket ticket) => ticket with { Priority = TicketPriority.Critical, Assignee = "somebody" };
}

/// <summary>What one ticket of an atomic batch costs, in small and in the largest batches: the figures are for one ticket each.</summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 2, iterationCount: 10)]
public class BatchSizeBenchmarks : BatchBenchmarkBase
{
    private const int Large = ChangeSet.MaximumChanges;

    [IterationSetup(Target = nameof(Hundred))]
    public void SetUpHundred() => Open(100);

    [IterationSetup(Target = nameof(TenThousand))]
    public void SetUpTenThousand() => Open(Large);

    [Benchmark(Baseline = true, OperationsPerInvoke = 100, Description = "one of 100 creations in an atomic batch")]
    public Task<BatchResult> Hundred() => CreateAsync();

    [Benchmark(OperationsPerInvoke = Large, Description = "one of 10,000 creations in an atomic batch")]
    public Task<BatchResult> TenThousand() => CreateAsync();

    private async Task<BatchResult> CreateAsync() => Check(await Executor.ExecuteAsync(new TicketBatch(New.Select(BatchOperation.Create))));
}
