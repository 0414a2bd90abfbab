namespace RepoTickets.Core.Tests.Events;

public sealed class EventTests
{
    private static readonly EventContext Context = new()
    {
        Source = "importer",
        Subject = new(DocumentKind.Ticket, "LOGIN-1"),
        CorrelationId = "batch-1",
        CausationId = "event-1",
        Metadata = new Dictionary<string, string> { ["host"] = "north" },
    };

    [Fact]
    public void Event_OfAContext_SaysWhatTheContextSays()
    {
        var made = new Event<string>("text", Context) { Id = new(1, 2, 3), Type = "app.said", Time = DateTimeOffset.UnixEpoch };
        Assert.Equal(
            (Context.Source, Context.Subject, Context.CorrelationId, Context.CausationId, Context.Metadata),
            (made.Source, made.Subject, made.CorrelationId, made.CausationId, made.Metadata));
        Assert.Equal("text", made.Data);
    }

    [Fact]
    public void Event_WithPropertiesSet_KeepsTheRestOfTheContextAndLeavesItAsItWas()
    {
        var made = new Event<string>("text", Context)
        {
            Id = new(1, 2, 3),
            Type = "app.said",
            Time = DateTimeOffset.UnixEpoch,
            Source = "editor",
            CausationId = null,
            Metadata = null,
        };
        Assert.Equal(("editor", "batch-1", null), (made.Source, made.CorrelationId, made.CausationId));
        Assert.Empty(made.Metadata!);
        Assert.Equal(("importer", "event-1", 1), (Context.Source, Context.CausationId, Context.Metadata!.Count));
    }

    [Fact]
    public void Event_OfNothing_HasEmptyValues()
    {
        var made = new Event<string>("text")
        {
            Id = new(1, 2, 3),
            Type = "app.said",
            Time = DateTimeOffset.UnixEpoch,
            Subject = Context.Subject,
        };
        Assert.Equal(("", null, null, "app.said Ticket LOGIN-1"), (made.Source, made.CorrelationId, made.CausationId, made.ToString()));
        Assert.Empty(made.Metadata);
        Assert.Throws<ArgumentNullException>(static () => new Event<string>("text", null!) { Id = default, Type = "", Time = default });
    }
}
