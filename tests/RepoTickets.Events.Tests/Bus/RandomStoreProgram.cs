using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RepoTickets.Batch;
using RepoTickets.Storage;

namespace RepoTickets.Events.Tests.Bus;

/// <summary>One random program on a store of its own.</summary>
internal sealed class RandomStoreProgram : IAsyncDisposable
{
    private const int Threads = 3;
    private const int StepsOfAThread = 12;
    private const int MaximumSubscribers = 8;
    private const int Budget = 150;

    private readonly int _seed;
    private readonly ProgramTotals _totals;
    private readonly string _folder = Directory.CreateTempSubdirectory("repotickets-search-").FullName;
    private readonly ServiceProvider _services;
    private readonly ITicketStore _store;
    private readonly IBatchExecutor _executor;
    private readonly EventBus _bus;
    private readonly ConcurrentDictionary<string, (string Doing, long Since)> _doing = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<TicketId> _known = new();
    private readonly List<IEventSubscription> _subscriptions = [];
    private readonly ConcurrentBag<Task> _started = [];
    private readonly Lock _gate = new();
    private int _budget = Budget;
    private int _random;
    private int _created;
    private bool _isDisposed;

    internal RandomStoreProgram(int seed, ProgramTotals totals)
    {
        _seed = seed;
        _totals = totals;
        _random = seed * 7_919;
        _services = new ServiceCollection()
            .AddSingleton(TestBus.Definitions[0])
            .AddSingleton(TestBus.Definitions[1])
            .AddRepoTickets(tickets => tickets
                .AddStorage(options =>
                {
                    options.RepositoryPath = _folder;
                    options.CreateIfMissing = true;
                    options.Durability = Durability.Buffered;
                    options.WatchFiles = false;
                })
                .AddEvents(static options => options.DeadLetterCapacity = 50)
                .AddBatch(static options => options.ChunkSize = 2))
            .BuildServiceProvider();
        _store = _services.GetRequiredService<ITicketStore>();
        _executor = _services.GetRequiredService<IBatchExecutor>();
        _bus = _services.GetRequiredService<EventBus>();
    }

    internal ITicketStore Store => _store;

    internal EventBus Bus => _bus;

    internal async Task RunAsync(TimeSpan limit)
    {
        await _bus.StartAsync();
        var setup = new Random(_seed);
        for (var n = setup.Next(2, 6); n > 0; n--)
        {
            Subscribe(setup);
        }

        await InTimeAsync(Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() => ThreadAsync(thread)))), limit, "threads");
        Interlocked.Exchange(ref _budget, 0);
        await InTimeAsync(DrainAsync(default), limit, "drain");
        await InTimeAsync(Task.WhenAll(_started), limit, "batches that inline handlers began");
        await InTimeAsync(CloseAsync(), limit, "dispose");

        // What was said to be committed is there: coming to rest by losing it would be no success.
        await using var store = await TicketStore.OpenAsync(_folder);
        var found = (await store.ListAsync<Ticket>()).Documents.Select(static ticket => ticket.Id).ToHashSet();
        Assert.True(_known.All(found.Contains) && found.Count >= _created, $"seed {_seed}: {_created} tickets were created and {found.Count} are there");
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            Directory.Delete(_folder, recursive: true);
        }

        // A program that stands still cannot be disposed of; the failure has been told, and the process ends soon.
        await Task.CompletedTask;
    }

    internal async Task CloseAsync()
    {
        await _services.DisposeAsync();
        _isDisposed = true;
    }

    private async Task ThreadAsync(int thread)
    {
        var random = new Random(HashCode.Combine(_seed, thread));
        for (var step = 0; step < StepsOfAThread; step++)
        {
            await StepAsync(random, $"thread {thread}", Caller.Thread, default);
        }
    }

    private void Subscribe(Random random)
    {
        lock (_gate)
        {
            if (_subscriptions.Count >= MaximumSubscribers)
            {
                return;
            }
        }

        var pattern = random.Next(4) switch { 0 => "*", 1 => "ticket.*", 2 => "batch.*", _ => TestBus.PingType };
        var options = new SubscriptionOptions
        {
            Capacity = 1 + random.Next(3),
            WhenFull = random.Next(4) == 0 ? (FullQueuePolicy)random.Next(4) : FullQueuePolicy.Wait,
            MaximumAttempts = 1,
            RetryDelay = TimeSpan.Zero,
        };
        var kind = random.Next(5);
        var made = kind == 0 ? _bus.SubscribeInline(pattern, _ => Block(Caller.Inline, default))
            : kind < 3 ? _bus.Subscribe(pattern, (_, token) => Blocking(token), options)
            : _bus.Subscribe(pattern, (_, token) => new(HandleAsync(Caller.Handler, token)), options);
        lock (_gate)
        {
            _subscriptions.Add(made);
        }
    }

    private ValueTask Blocking(CancellationToken token)
    {
        Block(Caller.BlockingHandler, token);
        return default;
    }

    /// <summary>The thread waits, as code does that has only synchronous methods.</summary>
    private void Block(Caller caller, CancellationToken token) => HandleAsync(caller, token).GetAwaiter().GetResult();

    private async Task HandleAsync(Caller caller, CancellationToken token)
    {
        var number = Interlocked.Increment(ref _random);
        var random = new Random(number);
        if (random.Next(3) > 0 && Interlocked.Decrement(ref _budget) > 0)
        {
            await StepAsync(random, string.Create(CultureInfo.InvariantCulture, $"{caller} {number}"), caller, token);
        }
    }

    private async Task StepAsync(Random random, string who, Caller caller, CancellationToken token)
    {
        var step = random.Next(20);
        _doing[who] = ($"in step {step}", Stopwatch.GetTimestamp());
        try
        {
            await StepAsync(step, random, caller, token);
        }
        finally
        {
            _doing.TryRemove(who, out _);
        }
    }

    private async Task StepAsync(int step, Random random, Caller caller, CancellationToken token)
    {
        switch (step)
        {
            case < 3:
                await _bus.PublishAsync(new Ping(step), null, token);
                break;
            case < 6:
                var made = await _store.CommitAsync(new(DocumentChange.Create(new Ticket { Title = $"Made {step}" })), token);
                Keep([made.Documents[0]!.Key]);
                _totals.NoteCommit(caller);
                break;
            case < 9 when _known.TryPeek(out var known):
                await _store.UpdateAsync(known, static ticket => ticket with { StoryPoints = (ticket.StoryPoints ?? 0) + 1 }, cancellationToken: token);
                _totals.NoteCommit(caller);
                break;
            case < 14:
                await RunBatchAsync(random, caller, token);
                _totals.NoteBatch(caller);
                break;
            case 14:
                Subscribe(random);
                break;
            case 15 when caller != Caller.Inline:
                await (Pick(random)?.DisposeAsync() ?? default);
                break;
            case 16 when caller != Caller.Inline:
                await DrainAsync(token);
                break;
            case 17:
                await _store.RefreshAsync(token);
                break;
            default:
                await Task.Yield();
                break;
        }
    }

    private async Task RunBatchAsync(Random random, Caller caller, CancellationToken token)
    {
        var batch = new TicketBatch { Mode = random.Next(2) == 0 ? BatchMode.Atomic : BatchMode.BestEffort };
        for (var n = random.Next(1, 5); n > 0; n--)
        {
            batch.Create(new Ticket { Title = $"In a batch {n}" });
        }

        if (_known.TryPeek(out var known))
        {
            batch.Update(known, static ticket => ticket with { Assignee = "batch" });
        }

        var run = ExecuteAsync(batch.OnConflict(ConflictPolicy.Retry), token);
        if (caller == Caller.Inline && batch.Mode == BatchMode.BestEffort)
        {
            // Its summary comes behind the events of its commits, which whoever blocks the follower of the feed would wait for in vain.
            _started.Add(run);
            return;
        }

        await run;
    }

    private async Task ExecuteAsync(TicketBatch batch, CancellationToken token) => Keep((await _executor.ExecuteAsync(batch, cancellationToken: token)).Created);

    private void Keep(IEnumerable<DocumentKey> keys)
    {
        foreach (var key in keys)
        {
            _known.Enqueue(TicketId.Parse(key.Id));
            Interlocked.Increment(ref _created);
        }
    }

    private async Task DrainAsync(CancellationToken token) => await _bus.DrainAsync(await _store.Feed.GetPositionAsync(token), token);

    private IEventSubscription? Pick(Random random)
    {
        lock (_gate)
        {
            if (_subscriptions.Count < 2)
            {
                return null;
            }

            var at = random.Next(_subscriptions.Count);
            var picked = _subscriptions[at];
            _subscriptions.RemoveAt(at);
            return picked;
        }
    }

    private async Task InTimeAsync(Task task, TimeSpan limit, string what)
    {
        if (await Task.WhenAny(task, Task.Delay(limit)) != task)
        {
            Assert.Fail(Describe(what));
        }

        await task;
    }

    private string Describe(string what)
    {
        var text = new StringBuilder($"seed {_seed}: the program stands still ({what}).\n").Append(_bus.DescribeState());
        foreach (var (who, (doing, since)) in _doing)
        {
            text.Append(CultureInfo.InvariantCulture, $"{who}: {doing} for {Stopwatch.GetElapsedTime(since).TotalSeconds:F1} s\n");
        }

        var path = Path.Join(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"repotickets-deadlock-{_seed}-{Environment.ProcessId}.dmp"));
        return text.Append(MemoryDump.TryWrite(path)).ToString();
    }
}
