using System.Text.Json.Serialization;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using RepoTickets.Benchmarks.Peers;
using RepoTickets.Events;

namespace RepoTickets.Benchmarks;

/// <summary>An event of the benchmarks.</summary>
public sealed record Tick(int Number);

/// <summary>Its JSON form.</summary>
[JsonSerializable(typeof(Tick))]
internal sealed partial class TickJson : JsonSerializerContext;

/// <summary>One publication to handlers that run on the publisher's thread, history on.</summary>
[MemoryDiagnoser]
public class InlinePublishBenchmarks
{
    private readonly Tick _tick = new(1);
    private readonly EventContext _context = new() { Source = "benchmark" };
    private IEventBus _bus = EventBenchmarkBus.Make();
    private LockedBus _locked = new(1_000);
    private Action<Tick>? _delegate;
    private long _sum;

    /// <summary>How many handlers.</summary>
    [Params(0, 1, 10)]
    public int Handlers { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        (_bus, _locked, _delegate) = (EventBenchmarkBus.Make(), new(1_000), null);
        for (var n = 0; n < Handlers; n++)
        {
            _bus.SubscribeInline<Tick>(e => _sum += e.Data.Number);
            _locked.Subscribe<Tick>(e => _sum += e.Data.Number);
            _delegate += tick => _sum += tick.Number;
        }
    }

    [GlobalCleanup]
    public Task CleanUp() => _bus.DisposeAsync().AsTask();

    [Benchmark(Baseline = true, Description = "multicast delegate: no event, no history")]
    public void Delegate() => _delegate?.Invoke(_tick);

    [Benchmark(Description = "bus with one lock around history and handlers")]
    public void Locked() => _locked.Publish(_tick, "benchmark");

    [Benchmark(Description = "PublishAsync")]
    public long Publish()
    {
        // Inline handlers only: it has completed, and awaiting would measure the await.
        var published = _bus.PublishAsync(_tick, _context);
        return published.IsCompletedSuccessfully
            ? published.Result.Id.Sequence
            : throw new InvalidOperationException("The publication waits.");
    }
}

/// <summary>One publication to a subscriber with a queue; every event is also handled.</summary>
[MemoryDiagnoser]
public class QueuedPublishBenchmarks
{
    private const int Events = 100_000;

    private readonly Tick _tick = new(1);
    private readonly IEventBus _bus = EventBenchmarkBus.Make();
    private readonly System.Threading.Channels.Channel<Tick> _channel = System.Threading.Channels.Channel.CreateBounded<Tick>(
        new System.Threading.Channels.BoundedChannelOptions(1 << 17) { SingleReader = true });
    private long _sum;

    [GlobalSetup]
    public void SetUp()
    {
        _bus.Subscribe<Tick>(
            (e, _) =>
            {
                _sum += e.Data.Number;
                return default;
            },
            new() { Capacity = 1 << 17 });
        _ = Task.Run(async () =>
        {
            await foreach (var tick in _channel.Reader.ReadAllAsync())
            {
                _sum += tick.Number;
            }
        });
    }

    [GlobalCleanup]
    public Task CleanUp() => _bus.DisposeAsync().AsTask();

    [IterationSetup]
    public void Drain() => _bus.DrainAsync().AsTask().GetAwaiter().GetResult();

    [Benchmark(Baseline = true, OperationsPerInvoke = Events, Description = "write to a bounded channel")]
    public void Channel()
    {
        for (var n = 0; n < Events; n++)
        {
            _channel.Writer.TryWrite(_tick);
        }
    }

    [Benchmark(OperationsPerInvoke = Events, Description = "PublishAsync")]
    public void Publish()
    {
        for (var n = 0; n < Events; n++)
        {
            // The queue has room for all, so nothing waits.
            var published = _bus.PublishAsync(_tick);
            if (!published.IsCompletedSuccessfully)
            {
                throw new InvalidOperationException("The publication waits.");
            }
        }
    }
}

/// <summary>The buses that are compared.</summary>
internal static class EventBenchmarkBus
{
    internal static IEventBus Make() => new ServiceCollection()
        .AddRepoTickets(static tickets => tickets.AddEvents().AddEventType("benchmark.tick", TickJson.Default.Tick))
        .BuildServiceProvider()
        .GetRequiredService<IEventBus>();
}
