using System.Text;

namespace RepoTickets.Events.Tests.Bus;

/// <summary>
/// Random programs of threads and handlers that publish, subscribe, dispose, drain, replay and wait for commits, on queues so small that they
/// are full most of the time. Each must come to rest. When one does not, the message shows who stood where, the seed, and where the stacks of all
/// threads were written to. <see cref="StoreDeadlockSearchTests"/> adds a store and batches.
/// </summary>
public sealed class DeadlockSearchTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task RandomPrograms_OfHandlersThatUseTheBus_ComeToRest()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("REPOTICKETS_SEARCH"), out var wanted) ? wanted : 150;
        for (var seed = 0; seed < count; seed++)
        {
            await new RandomProgram(seed).RunAsync(Limit);
        }
    }
}

/// <summary>One program.</summary>
internal sealed class RandomProgram
{
    private const int Threads = 4;
    private const int StepsOfAThread = 40;
    private const int MaximumSubscribers = 12;

    private readonly int _seed;
    private readonly TestFeed _feed = new();
    private readonly EventBus _bus;
    private readonly List<IEventSubscription> _subscriptions = [];
    private readonly Dictionary<string, string> _doing = [];
    private readonly Lock _gate = new();
    private long _position;
    private int _budget;
    private int _random;

    internal RandomProgram(int seed)
    {
        _seed = seed;
        _bus = TestBus.Make(static options => options.DeadLetterCapacity = 50, feed: _feed);
        _random = seed * 7_919;
        _budget = 1_500;
    }

    internal async Task RunAsync(TimeSpan limit)
    {
        await _bus.StartAsync();
        var setup = new Random(_seed);
        for (var n = setup.Next(1, 5); n > 0; n--)
        {
            Subscribe(setup);
        }

        using var stopReading = new CancellationTokenSource();
        var reader = ReadAsync(_bus.StreamAsync("*", new() { Capacity = 1 + setup.Next(3) }, stopReading.Token));
        await InTimeAsync(
            Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() => ThreadAsync(thread)))), limit, "threads");
        Interlocked.Exchange(ref _budget, 0);
        await InTimeAsync(_bus.DrainAsync(Interlocked.Read(ref _position)).AsTask(), limit, "drain");
        await stopReading.CancelAsync();
        await InTimeAsync(reader, limit, "reader");
        foreach (var found in _bus.GetStatistics().Subscriptions.Where(static found => found.QueueDepth == 0 && !found.IsInline))
        {
            var missing = found.Received - found.Delivered - found.Dropped - found.DeadLettered;
            Assert.True(missing is 0 or 1, $"seed {_seed}: {found} does not add up");
        }

        await InTimeAsync(_bus.DisposeAsync().AsTask(), limit, "dispose");
    }

    private async Task ThreadAsync(int thread)
    {
        var random = new Random(HashCode.Combine(_seed, thread));
        for (var step = 0; step < StepsOfAThread; step++)
        {
            await StepAsync(random, $"thread {thread}", null, default);
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

        var pattern = random.Next(3) switch { 0 => "*", 1 => TestBus.PingType, _ => TestBus.PongType };
        var options = new SubscriptionOptions
        {
            Capacity = 1 + random.Next(3),
            WhenFull = random.Next(4) == 0 ? (FullQueuePolicy)random.Next(4) : FullQueuePolicy.Wait,
            MaximumAttempts = 1 + random.Next(2),
            RetryDelay = TimeSpan.Zero,
        };
        IEventSubscription? own = null;
        var made = random.Next(6) == 0
            ? _bus.SubscribeInline(pattern, _ => StepInline())
            : _bus.Subscribe(pattern, (_, token) => HandleAsync(() => own, token), options);
        own = made;
        lock (_gate)
        {
            _subscriptions.Add(made);
        }
    }

    private async ValueTask HandleAsync(Func<IEventSubscription?> own, CancellationToken token)
    {
        var random = new Random(Interlocked.Increment(ref _random));
        for (var steps = random.Next(3); steps > 0 && Interlocked.Decrement(ref _budget) > 0; steps--)
        {
            await StepAsync(random, $"handler {own()?.Name}", own(), token);
        }

        if (random.Next(20) == 0)
        {
            throw new InvalidOperationException("at random");
        }
    }

    private void StepInline()
    {
        var random = new Random(Interlocked.Increment(ref _random));
        if (random.Next(4) == 0)
        {
            Subscribe(random);
        }
        else if (random.Next(4) == 0)
        {
            Pick(random)?.Dispose();
        }
        else if (Interlocked.Decrement(ref _budget) > 0)
        {
            _ = _bus.PublishAsync(new Pong(0)).AsTask();
        }
    }

    private async Task StepAsync(Random random, string who, IEventSubscription? own, CancellationToken token)
    {
        var step = random.Next(20);
        Note(who, step);
        switch (step)
        {
            case < 8:
                await _bus.PublishAsync(new Ping(step), null, token);
                break;
            case < 12:
                await Task.WhenAll(
                    _bus.PublishAsync(new Pong(step), null, token).AsTask(), _bus.PublishAsync(new Ping(step), null, token).AsTask());
                break;
            case 12:
                Subscribe(random);
                break;
            case 13:
                await (Pick(random)?.DisposeAsync() ?? default);
                break;
            case 14 when random.Next(3) == 0:
                await (own?.DisposeAsync() ?? default);
                break;
            case 15:
                await _bus.DrainAsync(0, token);
                break;
            case 16:
                await _bus.DrainAsync(Commit(random.Next(6)), token);
                break;
            case 17:
                await _bus.PublishAsync(new Pong(step), new() { AfterPosition = Commit(random.Next(6)) }, token);
                break;
            case 18:
                await _bus.DeadLetters.ReplayAllAsync(token);
                break;
            default:
                await Task.Yield();
                break;
        }

        Note(who, -1);
    }

    private async Task ReadAsync(IAsyncEnumerable<Event> stream)
    {
        await foreach (var made in stream)
        {
            Note("reader", 1);
            if (made.Id.Sequence % 3 == 0 && Interlocked.Decrement(ref _budget) > 0)
            {
                await _bus.PublishAsync(new Ping(0));
                await _bus.DrainAsync();
            }

            Note("reader", -1);
        }
    }

    private long Commit(int events)
    {
        // Positions are handed to the feed in their order, so taking the number and committing are one step.
        lock (_gate)
        {
            _feed.Commit(++_position, events);
            return _position;
        }
    }

    private IEventSubscription? Pick(Random random)
    {
        lock (_gate)
        {
            if (_subscriptions.Count == 0)
            {
                return null;
            }

            var at = random.Next(_subscriptions.Count);
            var picked = _subscriptions[at];
            _subscriptions.RemoveAt(at);
            return picked;
        }
    }

    private void Note(string who, int step)
    {
        lock (_gate)
        {
            _doing[who] = step < 0 ? "between steps" : $"in step {step}";
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
        var text = new StringBuilder($"seed {_seed}: the bus stands still ({what}).\n").Append(_bus.DescribeState());
        lock (_gate)
        {
            foreach (var (who, doing) in _doing)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{who}: {doing}\n");
            }
        }

        var path = Path.Join(Path.GetTempPath(), $"repotickets-bus-{_seed}-{Environment.ProcessId}.dmp");
        return text.Append(MemoryDump.TryWrite(path)).ToString();
    }
}
