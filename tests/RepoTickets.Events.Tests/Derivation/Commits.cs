namespace RepoTickets.Events.Tests.Derivation;

/// <summary>Commits as a feed would give them, and short forms of what was derived.</summary>
internal static class Commits
{
    internal static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    internal static Commit Of(params CommittedChange[] changes) =>
        new(42, Noon, [.. changes]) { Source = "test", CorrelationId = "c", CausationId = "d" };

    internal static CommittedChange Create(Document after) => new(after.Key, null, after);

    internal static CommittedChange Update(Document before, Document after) => new(after.Key, before, after);

    internal static CommittedChange Delete(Document before) => new(before.Key, before, null);

    /// <summary>What another program did to a file whose former content nobody kept.</summary>
    internal static CommittedChange Edit(Document after, TicketSummary? summary) =>
        new(after.Key, null, after, BeforeIsKnown: false) { SummaryBefore = summary };

    internal static CommittedChange Lose(DocumentKey key, TicketSummary? summary, bool isUnreadable) =>
        new(key, null, null, BeforeIsKnown: false) { SummaryBefore = summary, IsUnreadable = isUnreadable };

    internal static string Types(IEnumerable<Event> events) => string.Join(' ', events.Select(static made => made.Type));

    internal static TData The<TData>(IEnumerable<Event> events)
        where TData : notnull => Assert.Single(events.OfType<Event<TData>>()).Data;
}
