using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using RepoTickets.Benchmarks.Data;
using RepoTickets.Benchmarks.Peers;
using RepoTickets.Storage;
using RepoTickets.Storage.Documents;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Text;

namespace RepoTickets.Benchmarks;

/// <summary>
/// Durable writes. Nothing is deleted between runs (<see cref="RunFolder"/> says why). Fixed iterations instead of automatic ones, because
/// each leaves the folder a little fuller; enough of them to warm up, or the first row that needs the runtime's optimiser would lose to
/// those that are nothing but system calls.
/// </summary>
public abstract class CommitBenchmarkBase
{
    private protected TemporaryRepository Repository { get; private set; } = null!;

    private protected ITicketStore Store { get; private set; } = null!;

    private protected SqliteTickets Sqlite { get; private set; } = null!;

    private protected IFileSystem Files { get; } = PlatformFileSystem.Create();

    private protected DocumentFormat Format { get; } = new(TimeZoneInfo.Utc, TextLimits.Default);

    private protected string RawFolder { get; private set; } = "";

    private readonly Vocabulary _vocabulary = new(7);
    private readonly Random _random = new(7);
    private int _next;

    [GlobalSetup]
    public async Task SetUp()
    {
        Repository = new();
        var options = Repository.Options;
        options.IdScheme = TicketIdScheme.PrefixNumber;
        Store = await TicketStore.OpenAsync(options);
        RawFolder = Directory.CreateDirectory(Path.Join(Repository.Folder, "raw")).FullName;
        Sqlite = new(Repository.Folder);
        await PrepareAsync();
    }

    [GlobalCleanup]
    public async Task CleanUp()
    {
        Sqlite.Dispose();
        await Store.DisposeAsync();
    }

    private protected virtual Task PrepareAsync() => Task.CompletedTask;

    private protected List<Ticket> MakeNew(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => SyntheticTickets.Make(_next++, _vocabulary, _random))];

    private protected string RawPath(Ticket ticket) => Path.Join(RawFolder, ticket.Id.Value + ".yaml");

    private protected void WriteFlushed(Ticket ticket)
    {
        var temporary = RawPath(ticket) + ".tmp";
        Files.CreateFile(temporary, Format.Create(ticket));
        Files.FlushFile(temporary);
        Files.Replace(temporary, RawPath(ticket));
        Files.FlushFolder(RawFolder);
    }
}

/// <summary>100 new tickets, durable when the call returns, their files in place.</summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 20, iterationCount: 20, invocationCount: 5)]
public class BatchCommitBenchmarks : CommitBenchmarkBase
{
    [Benchmark(Baseline = true, Description = "write and flush each file and its folder")]
    public void FlushEach()
    {
        foreach (var ticket in MakeNew(100))
        {
            WriteFlushed(ticket);
        }
    }

    [Benchmark(Description = "one CommitAsync of 100")]
    public ValueTask<CommitResult> Commit() =>
        Store.CommitAsync(new([.. MakeNew(100).Select(static ticket => DocumentChange.Create(ticket with { Id = default }))]));

    [Benchmark(Description = "100 CommitAsync one after the other")]
    public async Task CommitOneByOne()
    {
        foreach (var ticket in MakeNew(100))
        {
            await Store.CreateAsync(ticket with { Id = default });
        }
    }

    [Benchmark(Description = "100 CommitAsync from 8 tasks at once")]
    public Task CommitConcurrently() => Parallel.ForEachAsync(
        MakeNew(100),
        new ParallelOptions { MaxDegreeOfParallelism = 8 },
        async (ticket, token) => await Store.CreateAsync(ticket with { Id = default }, token));

    [Benchmark(Description = "SQLite with FTS5: one transaction of 100")]
    public void SqliteBatch() => Sqlite.Insert(MakeNew(100), Format.Create);
}

/// <summary>One change of one ticket, durable when the call returns, its file in place.</summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 30, iterationCount: 30, invocationCount: 200)]
public class SingleCommitBenchmarks : CommitBenchmarkBase
{
    private Ticket _ticket = null!;
    private Ticket _raw = null!;
    private IAppendFile _journal = null!;
    private int _number;

    private protected override async Task PrepareAsync()
    {
        _ticket = await Store.CreateAsync(MakeNew(1)[0] with { Id = default });
        _raw = MakeNew(1)[0];
        Files.CreateFile(RawPath(_raw), Format.Create(_raw));
        _journal = Files.OpenAppendFile(Path.Join(RawFolder, "journal"));
    }

    [Benchmark(Baseline = true, Description = "one journal append and flush, one unflushed replace")]
    public void Raw()
    {
        var bytes = Format.Create(_raw with { Title = $"Number {_number++}" });
        _journal.Write(_journal.Length, [.. bytes, .. bytes]);
        _journal.Flush();
        Files.CreateFile(RawPath(_raw) + ".tmp", bytes);
        Files.Replace(RawPath(_raw) + ".tmp", RawPath(_raw));
    }

    [Benchmark(Description = "write and flush the file and its folder")]
    public void FlushFile() => WriteFlushed(_raw with { Title = $"Number {_number++}" });

    [Benchmark(Description = "CommitAsync of an update")]
    public async Task Update()
    {
        var result = await Store.CommitAsync(new(DocumentChange.Update(_ticket with { Title = $"Number {_number++}" })));
        _ticket = (Ticket)result.Documents[0]!;
    }

    [Benchmark(Description = "CreateAsync")]
    public ValueTask<Ticket> Create() => Store.CreateAsync(MakeNew(1)[0] with { Id = default });

    [Benchmark(Description = "SQLite with FTS5: insert one")]
    public void SqliteInsert() => Sqlite.Insert(MakeNew(1), Format.Create);
}
