using System.Text.Json;
using System.Text.Json.Serialization;

namespace RepoTickets.Events.Tests.Bus;

internal sealed record Ping(int Number);

internal sealed record Pong(int Number);

internal sealed record Undefined(int Number);

[JsonSerializable(typeof(Ping))]
[JsonSerializable(typeof(Pong))]
[JsonSerializable(typeof(TicketCreated))]
internal sealed partial class TestJson : JsonSerializerContext;

/// <summary>A bus with three event types, and what tests need of it again and again.</summary>
internal static class TestBus
{
    internal const string PingType = "test.ping";
    internal const string PongType = "test.pong";

    internal static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    internal static readonly EventDefinition[] Definitions =
    [
        new EventDefinition<Ping>(PingType, TestJson.Default.Ping),
        new EventDefinition<Pong>(PongType, TestJson.Default.Pong),
        new EventDefinition<TicketCreated>(EventTypes.TicketCreated, TestJson.Default.TicketCreated),
    ];

    internal static EventBus Make(Action<EventsOptions>? configure = null, TimeProvider? time = null, IEventFeed? feed = null, int seed = 1)
    {
        var options = new EventsOptions();
        configure?.Invoke(options);
        return new(new()
        {
            Types = new EventCatalog(Definitions),
            Options = options,
            Time = time ?? TimeProvider.System,
            Identifiers = new SeededIds(seed),
            Feed = feed,
            Json = new TestEventJson(),
        });
    }

    internal static SubscriptionStatistics StatisticsOf(this EventBus bus, IEventSubscription subscription) =>
        bus.GetStatistics().Subscriptions.Single(found => found.Name == subscription.Name);

    internal static Task InTime(this ValueTask task) => task.AsTask().WaitAsync(Long);

    internal static Task<T> InTime<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Long);
}

/// <summary>A JSON form of the three event types, enough for the history's tests.</summary>
internal sealed class TestEventJson : IEventJson
{
    public void Write(Event made, Utf8JsonWriter writer)
    {
        var definition = TestBus.Definitions.Single(found => found.Type == made.Type);
        writer.WriteStartObject();
        writer.WriteString("id", made.Id.ToString());
        writer.WriteString("type", made.Type);
        writer.WriteString("time", made.Time);
        writer.WriteString("source", made.Source);
        writer.WritePropertyName("data");
        JsonSerializer.Serialize(writer, made.Payload, definition.JsonTypeInfo);
        writer.WriteEndObject();
    }

    public Event Read(JsonElement element)
    {
        var type = element.GetProperty("type").GetString();
        var definition = TestBus.Definitions.SingleOrDefault(found => found.Type == type)
            ?? throw new JsonException($"type '{type}' is not known");
        if (!EventId.TryParse(element.GetProperty("id").GetString(), out var id))
        {
            throw new JsonException("id is not an identifier");
        }

        var data = element.GetProperty("data").Deserialize(definition.JsonTypeInfo) ?? throw new JsonException("data is null");
        return definition.Create(
            id, element.GetProperty("time").GetDateTimeOffset(), data, new() { Source = element.GetProperty("source").GetString()! });
    }
}

/// <summary>A handler that stands still until the test lets it go.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task Entered => _entered.Task.WaitAsync(TestBus.Long);

    internal void Open() => _open.TrySetResult();

    internal async ValueTask PassAsync()
    {
        _entered.TrySetResult();
        await _open.Task;
    }
}

/// <summary>A feed that a test plays by hand.</summary>
internal sealed class TestFeed(long position = 0) : IEventFeed
{
    private readonly System.Threading.Channels.Channel<(Event? Made, long Position)> _input =
        System.Threading.Channels.Channel.CreateUnbounded<(Event?, long)>();

    internal int Opened { get; private set; }

    internal long From { get; private set; } = -1;

    public ValueTask<long> OpenAsync(CancellationToken cancellationToken)
    {
        Opened++;
        return new(position);
    }

    public async Task RunAsync(long afterPosition, IEventDispatcher dispatcher, CancellationToken cancellationToken)
    {
        From = afterPosition;
        await foreach (var (made, reached) in _input.Reader.ReadAllAsync(cancellationToken))
        {
            if (made is not null)
            {
                await dispatcher.DispatchAsync(made, cancellationToken);
            }
            else
            {
                dispatcher.Advance(reached);
            }
        }
    }

    internal void Commit(long at, int events)
    {
        for (var sequence = 1; sequence <= events; sequence++)
        {
            var definition = (EventDefinition<Ping>)TestBus.Definitions[0];
            _input.Writer.TryWrite((definition.Create(new(at, sequence, 0), TimeProvider.System.GetUtcNow(), new(sequence), new()), 0));
        }

        _input.Writer.TryWrite((null, at));
    }

    /// <summary>The store was closed under the bus.</summary>
    internal void End() => _input.Writer.TryComplete();

    internal void Break(Exception cause) => _input.Writer.TryComplete(cause);
}
