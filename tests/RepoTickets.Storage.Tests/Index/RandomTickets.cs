using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Index;

namespace RepoTickets.Storage.Tests.Index;

/// <summary>
/// Tickets and filters from a seed, of few and awkward values, so that much is equal, much collides and filters find something.
/// </summary>
internal sealed class RandomTickets(int seed)
{
    internal static readonly DateTimeOffset Now = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Words =
    [
        "login", "log", "Logout", "the", "THE", "error", "ERROR_42", "über", "ÜBER", "naïve", "नमस्ते", "日本語", "日本", "x", "e\u0301a",
        "ǅungla", "straße",
        "😀", "a😀b", "42", "4.2", "don't", "--", "  ", "\n", "foo-bar", "end ", "Σίσυφος", "İstanbul", "ﬁ", "𐐀𐐁", "\u200b", "\ue000",
        "\uffff",
    ];

    private static readonly string[] Labels = ["bug", "Bug", "urgent", "UI", "ui/ux", "été", "a b", "none"];
    private static readonly string[] People = ["ann", "Ann", "bob", "zoë@example.org", "", "agent-1"];
    private static readonly string[] Epics = ["AUTH-1", "AUTH-2", "UI-1", ""];
    private static readonly string[] Statuses = ["open", "in-progress", "blocked", "closed", "cancelled", "odd"];
    private static readonly string[] Priorities = ["critical", "high", "medium", "low", "odd-1", "odd-2"];

    internal Random Random { get; } = new(seed);

    internal TicketId NextId(int range) => TicketId.FromStored(
        $"{Pick("LOGIN", "UI", "LOG")}-{Random.Next(range)}{(Random.Next(50) == 0 ? Pick("é", "\ue000", "😀", "x") : "")}");

    internal IndexedTicket NextTicket(TicketId id)
    {
        string[] labels = [.. Enumerable.Range(0, Random.Next(4)).Select(_ => Pick(Labels))];
        var title = Text(6);
        var summary = new TicketSummary(
            id,
            title,
            TicketStatus.Parse(Pick(Statuses)),
            TicketPriority.Parse(Pick(Priorities)),
            [.. labels],
            Random.Next(3) == 0 ? null : Pick(People),
            Pick(People),
            Random.Next(2) == 0 ? null : EpicId.FromStored(Pick(Epics)),
            NextTime(),
            NextTime());
        var file = new TicketFile(
            Random.Next(2) == 0, new FileStamp(Random.Next(), Random.NextInt64(), Random.NextInt64(), (ulong)Random.NextInt64()),
            Random.NextInt64());
        return new IndexedTicket(summary, $"{title}\n{string.Join(' ', labels)}\n{Text(30)}", file);
    }

    internal TicketQuery NextQuery() => new()
    {
        Filter = NextFilter(3),
        Order = (TicketOrder)Random.Next(5),
        Skip = Random.Next(3) == 0 ? Random.Next(40) : 0,
        Take = Random.Next(4) == 0 ? 1_000_000 : Random.Next(30),
        CountAll = Random.Next(2) == 0,
    };

    internal TicketFilter NextFilter(int depth) => Random.Next(depth > 0 ? 22 : 16) switch
    {
        0 => TicketFilter.All,
        1 => TicketFilter.Status([.. Enumerable.Range(0, 1 + Random.Next(3)).Select(_ => TicketStatus.Parse(Pick(Statuses)))]),
        2 => Random.Next(2) == 0 ? TicketFilter.Open : TicketFilter.Closed,
        3 => TicketFilter.Priority((ComparisonOperator)Random.Next(6), TicketPriority.Parse(Pick(Priorities))),
        4 => TicketFilter.Label(Pick([.. Labels, "BUG", "absent"])),
        5 => Pick([TicketFilter.NoLabel, TicketFilter.NoAssignee, TicketFilter.NoEpic]),
        6 => TicketFilter.Assignee(Pick(["ann", "BOB", "absent"])),
        7 => TicketFilter.Reporter(Pick(["Zoë@EXAMPLE.org", "bob", "absent"])),
        8 => TicketFilter.Epic(EpicId.FromStored(Pick(["AUTH-1", "UI-1", "auth-1"]))),
        9 => TicketFilter.Id(NextId(60)),
        10 => TicketFilter.IdPrefix(Pick(["LOG", "LOGIN-1", "UI-", "X"])),
        11 => TicketFilter.Created((ComparisonOperator)Random.Next(6), NextTime()),
        12 => TicketFilter.Updated((ComparisonOperator)Random.Next(6), NextTime()),
        13 => TicketFilter.CreatedAge((ComparisonOperator)(2 + Random.Next(4)), TimeSpan.FromHours(Random.Next(200))),
        14 => TicketFilter.UpdatedAge((ComparisonOperator)(2 + Random.Next(4)), TimeSpan.FromHours(Random.Next(200))),
        15 => NextTextFilter(),
        16 or 17 => TicketFilter.And([.. Several(depth)]),
        18 or 19 => TicketFilter.Or([.. Several(depth)]),
        _ => !NextFilter(depth - 1),
    };

    internal TicketFilter NextTextFilter()
    {
        var text = Random.Next(3) == 0 ? Text(3) : Pick(Words);
        if (Random.Next(2) == 0 && text.Length > 1)
        {
            var start = Random.Next(text.Length - 1);
            text = text.Substring(start, 1 + Random.Next(text.Length - start));
        }

        return SearchText.Words(text).Count == 0 || Random.Next(3) == 0 ? TicketFilter.Substring(text)
            : Random.Next(2) == 0 ? TicketFilter.Words(text) : TicketFilter.WordPrefix(text);
    }

    private TicketFilter[] Several(int depth) => [.. Enumerable.Range(0, 2 + Random.Next(2)).Select(_ => NextFilter(depth - 1))];

    // Few moments, so that many tickets are of the same one; several zones, so that equal moments look different.
    private DateTimeOffset NextTime() => Random.Next(60) switch
    {
        0 => DateTimeOffset.MinValue,
        1 => DateTimeOffset.MaxValue,
        _ => Now.AddHours(-Random.Next(200)).ToOffset(TimeSpan.FromMinutes(Random.Next(-8, 9) * 30)),
    };

    private string Text(int words) =>
        string.Join(Random.Next(8) == 0 ? "\n" : " ", Enumerable.Range(0, 1 + Random.Next(words)).Select(_ => Pick(Words)));

    private T Pick<T>(params T[] options) => options[Random.Next(options.Length)];
}
