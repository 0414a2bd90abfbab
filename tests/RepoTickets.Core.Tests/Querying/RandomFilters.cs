namespace RepoTickets.Core.Tests.Querying;

/// <summary>Filters of every kind, from a seed, with the awkward values that files hold.</summary>
internal sealed class RandomFilters(int seed)
{
    private static readonly string[] Texts =
    [
        "login", "Log In", "or", "AND", "not", "none", "a\"b", "back\\slash", "-dash", "(paren)", "star*", "Ünïcode", "日本語", "1.0", "a:b",
        "x<y",
        " lead", "tab\there", "line\nbreak", "e\u0301", "😀x", "\\", "x\\\"", "*", "sort:updated", "a,b", "\u200bz", "ǅ", "\ud800q",
    ];

    private readonly Random _random = new(seed);

    internal TicketFilter Next(int depth) => _random.Next(depth > 0 ? 22 : 16) switch
    {
        0 => TicketFilter.All,
        1 => TicketFilter.Status(
            [.. Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => TicketStatus.Parse(Pick("open", "in-progress", "closed")))]),
        2 => Pick(TicketFilter.Open, TicketFilter.Closed),
        3 => TicketFilter.Priority(Comparison(6), TicketPriority.Parse(Pick("high", "low", "odd-1"))),
        4 => TicketFilter.Label(Pick(Texts)),
        5 => Pick(TicketFilter.NoLabel, TicketFilter.NoAssignee, TicketFilter.NoEpic),
        6 => TicketFilter.Assignee(Pick(Texts)),
        7 => TicketFilter.Reporter(Pick(Texts)),
        8 => TicketFilter.Epic(EpicId.FromStored(Pick("AUTH-1", "NONE", "auth-1", "?x", "CON", "-A", "É"))),
        9 => TicketFilter.Id(TicketId.FromStored(Pick("LOGIN-1", "NONE", "login-1", "A B", "61E83410"))),
        10 => TicketFilter.IdPrefix(Pick("LOGIN-", "login", "A", "-", "NONE", "CON")),
        11 => TicketFilter.Created(Comparison(6), Instant()),
        12 => TicketFilter.Updated(Comparison(6), Instant()),
        13 => TicketFilter.CreatedAge((ComparisonOperator)(2 + _random.Next(4)), Age()),
        14 => TicketFilter.UpdatedAge((ComparisonOperator)(2 + _random.Next(4)), Age()),
        15 => Text(),
        16 or 17 => TicketFilter.And([.. Several(depth)]),
        18 or 19 => TicketFilter.Or([.. Several(depth)]),
        _ => !Next(depth - 1),
    };

    private TicketFilter[] Several(int depth) => [.. Enumerable.Range(0, 2 + _random.Next(3)).Select(_ => Next(depth - 1))];

    private TicketFilter Text()
    {
        var text = Pick(Texts);
        return SearchText.Words(text).Count == 0 || _random.Next(3) == 0 ? TicketFilter.Substring(text)
            : _random.Next(2) == 0 ? TicketFilter.Words(text) : TicketFilter.WordPrefix(text);
    }

    private ComparisonOperator Comparison(int count) => (ComparisonOperator)_random.Next(count);

    private DateTimeOffset Instant() => _random.Next(8) switch
    {
        0 => DateTimeOffset.MinValue,
        1 => DateTimeOffset.MaxValue,
        _ => new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.FromHours(_random.Next(-5, 6))).AddTicks(
            _random.NextInt64(0, TimeSpan.TicksPerDay * 400)),
    };

    private TimeSpan Age() => TimeSpan.FromSeconds(_random.Next(5) * (long)Pick(1, 60, 3_600, 86_400, 604_800));

    private T Pick<T>(params T[] options) => options[_random.Next(options.Length)];
}
