using System.Text;

namespace RepoTickets.Events.Tests.Json;

public sealed class EventJsonFaultTests
{
    [Fact]
    public void Read_LeastForm_IsEnough()
    {
        var read = Read(EventTexts.With("source", null, "subject", null, "position", null, "metadata", null));
        Assert.Equal(("", null, 42L), (read.Source, read.Subject, read.Id.Position));
        Assert.Empty(read.Metadata);
        Assert.Equal(new TicketCreated(TicketId.Parse("LOGIN-1"), "Login", TicketStatus.Open, TicketPriority.High), read.Payload);
    }

    [Fact]
    public void Read_NullsAndUnknownKeys_ArePassedOver()
    {
        var read = Read(EventTexts.With("source", "null", "subject", "null", "metadata", "null", "correlation_id", "null", "later", "[1]"));
        Assert.Equal(("", null, null), (read.Source, read.Subject, read.CorrelationId));
    }

    [Fact]
    public void Read_TimeOfAnotherZone_IsTheSameInstantInUtc() =>
        Assert.Equal(
            "2026-03-04T12:00:00.0000000+00:00", Read(EventTexts.With("time", "\"2026-03-04T14:30:00+02:30\"")).Time.ToString("o"));

    [Theory]
    [InlineData("id", null, "id")]
    [InlineData("id", "\"\"", "id")]
    [InlineData("id", "7", "id")]
    [InlineData("id", "\"000000000000002a-x0000000000000001\"", "id")]
    [InlineData("type", null, "type")]
    [InlineData("type", "\"Ticket Created\"", "type")]
    [InlineData("type", "\"a..b\"", "type")]
    [InlineData("source", "[]", "source")]
    [InlineData("source", "\"\\ud800\"", "source")]
    [InlineData("time", null, "time")]
    [InlineData("time", "\"yesterday\"", "time")]
    [InlineData("time", "0", "time")]
    [InlineData("subject", "\"LOGIN-1\"", "subject")]
    [InlineData("subject", "{\"kind\":\"ticket\"}", "subject")]
    [InlineData("subject", "{\"kind\":\"planet\",\"id\":\"X\"}", "subject")]
    [InlineData("subject", "{\"kind\":[],\"id\":\"X\"}", "subject")]
    [InlineData("subject", "{\"kind\":\"ticket\",\"id\":{}}", "subject")]
    [InlineData("position", "43", "position")]
    [InlineData("position", "\"42\"", "position")]
    [InlineData("position", "4.5", "position")]
    [InlineData("correlation_id", "{}", "correlation_id")]
    [InlineData("metadata", "[]", "metadata")]
    [InlineData("metadata", "{\"a\":1}", "metadata")]
    [InlineData("metadata", "{\"a\":null}", "metadata")]
    [InlineData("metadata", "{\"a\":\"1\",\"a\":\"2\"}", "")]
    [InlineData("data", null, "data")]
    [InlineData("data", "null", "data")]
    [InlineData("data", "[]", "data")]
    [InlineData("data", "{}", "data")]
    [InlineData("data", "{\"ticket_id\":null,\"title\":\"x\",\"status\":\"open\",\"priority\":\"high\"}", "data.ticket_id")]
    [InlineData("data", "{\"ticket_id\":\"A-1\",\"title\":null,\"status\":\"open\",\"priority\":\"high\"}", "data.title")]
    [InlineData("data", "{\"ticket_id\":\"A-1\",\"title\":\"\\udc00\",\"status\":\"open\",\"priority\":\"high\"}", "data.title")]
    [InlineData("data", "{\"ticket_id\":\"A-1\",\"title\":\"x\",\"status\":\"NOT A STATUS\",\"priority\":\"high\"}", "data.status")]
    [InlineData("data", "{\"ticket_id\":\"A-1\",\"title\":\"x\",\"status\":7,\"priority\":\"high\"}", "data.status")]
    public void Read_BadKey_IsRefusedByName(string key, string? value, string place)
    {
        var exception = Assert.Throws<EventFormatException>(() => Read(EventTexts.With(key, value)));
        Assert.True(exception.Place.StartsWith(place, StringComparison.Ordinal), $"{exception.Place}: {exception.Message}");
        Assert.All(exception.Message, static c => Assert.False(char.IsControl(c)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{\"id\":}")]
    [InlineData("{\"id\":\"a\",\"id\":\"b\"}")]
    [InlineData("\uFEFF{}")]
    public void Read_NoEventAtAll_IsRefused(string text) => Assert.Throws<EventFormatException>(() => Read(text));

    [Fact]
    public void Read_BrokenText_NamesLineAndByte()
    {
        var exception = Assert.Throws<EventFormatException>(static () => Read("{\n  \"id\": oops\n}"));
        Assert.Equal((2, 9), (exception.Line, exception.ByteInLine));
    }

    [Fact]
    public void Read_NotUtf8_IsRefused()
    {
        var bytes = Encoding.UTF8.GetBytes(EventTexts.With("source", "\"~\""));
        bytes[Array.IndexOf(bytes, (byte)'~')] = 0xFF;
        Assert.Throws<EventFormatException>(() => EventJson.Default.Read(bytes));
    }

    [Fact]
    public void Read_EveryTruncation_IsRefused()
    {
        var bytes = Encoding.UTF8.GetBytes(EventTexts.With());
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            Assert.Throws<EventFormatException>(() => EventJson.Default.Read(cut));
        }
    }

    [Theory]
    [InlineData(62, true)]
    [InlineData(63, true)]
    [InlineData(64, false)]
    [InlineData(100_000, false)]
    public void Read_Depth_IsBounded(int levels, bool isRead)
    {
        var text = EventTexts.With("type", "\"new.type\"", "data", new string('[', levels) + new string(']', levels));
        if (isRead)
        {
            var read = EventJson.Default.Read(Encoding.UTF8.GetBytes(text));
            Assert.Equal(read.Payload, EventJson.Default.Read(EventJson.Default.ToBytes(read)).Payload);
            return;
        }

        Assert.Throws<EventFormatException>(() => Read(text));
    }

    [Fact]
    public void ReadAndWrite_OverTheSize_AreRefused()
    {
        var frame = EventTexts.With("source", "\"\"").Length;
        var fitting = EventTexts.With("source", $"\"{new string('x', EventJson.MaximumBytes - frame)}\"");
        var read = Read(fitting);
        Assert.Equal(EventJson.MaximumBytes - frame, read.Source.Length);
        Assert.Throws<EventFormatException>(() => Read(fitting + " "));
        var huge = new Event<TicketUnreadable>(new(TicketId.Parse("A-1"), new string('x', EventJson.MaximumBytes)))
        {
            Id = new(1, 1, 0),
            Type = EventTypes.TicketUnreadable,
            Time = default,
        };
        Assert.Throws<EventFormatException>(() => EventJson.Default.ToBytes(huge));
    }

    [Fact]
    public void Write_TypeWithAnotherPayload_IsRefused()
    {
        var made = new Event<TicketUnreadable>(new(TicketId.Parse("A-1"), null))
        {
            Id = new(1, 1, 0),
            Type = EventTypes.TicketClosed,
            Time = default,
        };
        Assert.Contains(
            "ticket.closed", Assert.Throws<ArgumentException>(() => EventJson.Default.ToBytes(made)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_HalfOfASurrogatePair_IsRefusedOrReplacedButNeverWrittenAsIs()
    {
        var made = new Event<TicketUnreadable>(new(TicketId.Parse("A-1"), "x\ud800y"))
        {
            Id = new(1, 1, 0),
            Type = EventTypes.TicketUnreadable,
            Time = default,
        };
        var read = (Event<TicketUnreadable>)EventJson.Default.Read(EventJson.Default.ToBytes(made));
        Assert.Equal("x\ufffdy", read.Data.Title);
    }

    private static Event Read(string text) => EventJson.Default.Read(Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData("""{"\ud83c":1,"b":2}""")]
    [InlineData("""{"id":"x","\udc00":{"a":1}}""")]
    [InlineData("""{"id":"0000000000000001-c0000000000000001","type":"a.b","time":"\udc00","data":1}""")]
    public void Read_NameWithHalfASurrogatePair_IsAFault(string text)
    {
        Assert.Throws<EventFormatException>(() => EventJson.Default.Read(Encoding.UTF8.GetBytes(text)));
        using var document = System.Text.Json.JsonDocument.Parse(text);
        Assert.Throws<EventFormatException>(() => EventJson.Default.Read(document.RootElement));
    }

    [Fact]
    public void Write_UnknownDataWithHalfASurrogatePair_SaysSo()
    {
        var read = Read(
            """{"id":"0000000000000001-c0000000000000001","type":"acme.thing","time":"2026-03-04T12:00:00Z","data":"\ud800"}""");
        Assert.Throws<ArgumentException>(() => EventJson.Default.ToBytes(read));
    }
}
