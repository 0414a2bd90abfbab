using System.Text;
using System.Text.Json;

namespace RepoTickets.Events.Tests.Json;

public sealed class EventJsonRoundTripTests
{
    private static readonly EventCatalog WithApp = new(
        new EventDefinition<BuildFinished>("app.build.finished", AppJson.Default.BuildFinished),
        new EventDefinition<BuildBroken>("app.build.broken", AppJson.Default.BuildBroken));

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void WriteAndRead_RandomEventsOfEveryType_GiveTheSameEvent(int seed)
    {
        var random = new RandomPayloads(seed);
        var json = new EventJson(WithApp);
        foreach (var definition in WithApp.Definitions)
        {
            for (var round = 0; round < 20; round++)
            {
                var made = random.NextEvent(definition);
                var bytes = json.ToBytes(made);
                var label = $"seed {seed}, {definition.Type}, round {round}: {Encoding.UTF8.GetString(bytes)}";
                AssertSame(made, json.Read(bytes), label);
                Assert.True(!bytes.Contains((byte)'\n'), label);
            }
        }
    }

    [Theory]
    [InlineData(21)]
    public void WriteAndRead_EveryTypeWithoutAnyDefinition_KeepsTheBytes(int seed)
    {
        var random = new RandomPayloads(seed);
        var json = new EventJson(WithApp);
        foreach (var type in (string[])["app.build.finished", "app.build.broken"])
        {
            Assert.True(WithApp.TryGet(type, out var definition));
            var bytes = json.ToBytes(random.NextEvent(definition));
            var read = EventJson.Default.Read(bytes);
            Assert.IsType<Event<UnknownPayload>>(read);
            Assert.Equal(type, read.Type);
            Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(EventJson.Default.ToBytes(read)));
        }
    }

    [Fact]
    public void Write_DerivedEvent_HasTheDocumentedForm()
    {
        var data = new TicketClosed(
            TicketId.Parse("LOGIN-1"), "Zoë & <b>", TicketStatus.Closed, TicketPriority.High, TicketStatus.InProgress);
        var made = new Event<TicketClosed>(data)
        {
            Id = new(42, 1, 0),
            Type = EventTypes.TicketClosed,
            Time = new(2026, 3, 4, 13, 0, 0, 120, TimeSpan.FromHours(1)),
            Source = "cli",
            Subject = data.TicketId.Key,
            CorrelationId = "c-1",
        };
        Assert.Equal(
            """{"id":"000000000000002a-c0000000000000001","type":"ticket.closed","source":"cli","time":"2026-03-04T12:00:00.12Z","subject":{"kind":"ticket","id":"LOGIN-1"},"position":42,"correlation_id":"c-1","metadata":{},"data":{"former_status":"in-progress","ticket_id":"LOGIN-1","title":"Zoë & <b>","status":"closed","priority":"high"}}""",
            Encoding.UTF8.GetString(EventJson.Default.ToBytes(made)));
    }

    [Fact]
    public void Write_EveryType_UsesSnakeCaseKeysOnly()
    {
        var random = new RandomPayloads(31);
        foreach (var definition in EventCatalog.Default.Definitions)
        {
            using var document = JsonDocument.Parse(EventJson.Default.ToBytes(random.NextEvent(definition)));
            var names = document.RootElement.GetProperty("data").EnumerateObject().Select(static entry => entry.Name);
            Assert.All(names, static name => Assert.Matches("^[a-z_]+$", name));
        }
    }

    [Fact]
    public void Read_UnknownData_OutlivesWhatItWasReadFrom()
    {
        var bytes = Encoding.UTF8.GetBytes(EventTexts.With("type", "\"new.type\"", "data", """{"n":1.50,"z":[null,{"a":"é"}]}"""));
        var read = (Event<UnknownPayload>)EventJson.Default.Read(bytes);
        Array.Clear(bytes);
        GC.Collect();
        Assert.Equal("""{"n":1.50,"z":[null,{"a":"é"}]}""", read.Data.Data.GetRawText());
    }

    private static void AssertSame(Event expected, Event actual, string label)
    {
        Assert.True(expected.GetType() == actual.GetType(), label);
        Assert.True(
            (expected.Id, expected.Type, expected.Time, expected.Source, expected.Subject, expected.CorrelationId, expected.CausationId)
            == (actual.Id, actual.Type, actual.Time, actual.Source, actual.Subject, actual.CorrelationId, actual.CausationId),
            label);
        Assert.True(expected.Payload.Equals(actual.Payload), label);
        Assert.True(
            expected.Metadata.OrderBy(static entry => entry.Key, StringComparer.Ordinal).SequenceEqual(
                actual.Metadata.OrderBy(static entry => entry.Key, StringComparer.Ordinal)),
            label);
    }
}
