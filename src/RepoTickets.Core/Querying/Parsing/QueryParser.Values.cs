using System.Globalization;

namespace RepoTickets;

internal sealed partial class QueryParser
{
    private const string TimeHelp =
        "Write a date (2025-01-31), a time (2025-01-31T18:00:00Z) or an age: a number with s, m, h, d or w, such as 7d, up to 36500d.";

    private static readonly string[] InstantFormats = ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    internal static string SortName(TicketOrder order) => order switch
    {
        TicketOrder.OldestCreated => "oldest",
        TicketOrder.NewestUpdated => "updated",
        TicketOrder.Priority => "priority",
        TicketOrder.Identifier => "id",
        _ => "created",
    };

    private static bool IsBareNone(Value value) => !value.IsQuoted && IsNone(value.Text);

    private StatusFilter ParseStatus(Value value)
    {
        var statuses = new List<TicketStatus>();
        foreach (var part in value.Text.Split(','))
        {
            statuses.Add(TicketStatus.TryParse(part.ToLowerInvariant(), out var status)
                ? status
                : throw Error(
                    value.Position, "A status is lower-case words joined by hyphens, such as in-progress; several are joined by commas."));
        }

        return new StatusFilter(statuses.ToValueList());
    }

    private TicketPriority ParsePriority(Value value) => TicketPriority.TryParse(value.Text.ToLowerInvariant(), out var priority)
        ? priority
        : throw Error(value.Position, "A priority is lower-case words joined by hyphens, such as high.");

    private TicketFilter ParseIs(Value value) => value.Text.ToLowerInvariant() switch
    {
        "open" => TicketFilter.Open,
        "closed" => TicketFilter.Closed,
        _ => throw Error(value.Position, "Write is:open or is:closed; other statuses are found with status:, such as status:blocked."),
    };

    private string ParseIdentifier(Value value)
    {
        var identifier = value.IsQuoted ? value.Text : value.Text.ToUpperInvariant();
        return !value.IsQuoted && DocumentIdGrammar.Explain(identifier, relaxed: false) is { } reason
            ? throw Error(value.Position, $"This identifier {reason}. Write one such as LOGIN-1, or put it in quotes to take it as it is.")
            : identifier;
    }

    private TicketFilter ParseTime(TicketTime time, ComparisonOperator comparison, Value value)
    {
        if (DateOnly.TryParseExact(value.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return ParseDay(time, comparison, date, value);
        }

        if (DateTimeOffset.TryParseExact(
            value.Text, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant))
        {
            return new InstantFilter(time, comparison, instant);
        }

        var age = ParseAge(value);
        return comparison is ComparisonOperator.Equal or ComparisonOperator.NotEqual
            ? throw Error(value.Position, "Ages are compared with <, <=, > or >=, as in updated<7d.")
            : new AgeFilter(time, comparison, age);
    }

    /// <summary>A date is a whole day, so "after it" begins with the next one.</summary>
    private TicketFilter ParseDay(TicketTime time, ComparisonOperator comparison, DateOnly date, Value value)
    {
        if (date == DateOnly.MaxValue)
        {
            throw Error(value.Position, "The last date that can be compared is 9999-12-30.");
        }

        var start = new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero);
        var from = new InstantFilter(time, ComparisonOperator.GreaterOrEqual, start);
        var before = new InstantFilter(time, ComparisonOperator.Less, start);
        var until = new InstantFilter(time, ComparisonOperator.Less, start.AddDays(1));
        var after = new InstantFilter(time, ComparisonOperator.GreaterOrEqual, start.AddDays(1));
        return comparison switch
        {
            ComparisonOperator.Equal => Combine([from, until], value.Position, TicketFilter.And),
            ComparisonOperator.NotEqual => Combine([before, after], value.Position, TicketFilter.Or),
            ComparisonOperator.Less => before,
            ComparisonOperator.LessOrEqual => until,
            ComparisonOperator.Greater => after,
            _ => from,
        };
    }

    private TimeSpan ParseAge(Value value)
    {
        var seconds = value.Text[^1] switch { 's' => 1L, 'm' => 60, 'h' => 3_600, 'd' => 86_400, 'w' => 604_800, _ => 0 };
        if (seconds == 0 || !long.TryParse(
            value.Text.AsSpan(0, value.Text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw Error(value.Position, TimeHelp);
        }

        var maximum = (long)AgeFilter.MaximumAge.TotalSeconds;
        return number > maximum / seconds ? throw Error(value.Position, TimeHelp) : TimeSpan.FromSeconds(number * seconds);
    }

    private void ParseSetting(string name, ComparisonOperator comparison, Value value, int start)
    {
        if (comparison != ComparisonOperator.Equal || _level > 0 || _isNegated)
        {
            throw Error(start, $"'{name}' is a setting of the whole query: write '{name}:' outside parentheses, without 'not'.");
        }

        if (!_settings.Add(name))
        {
            throw Error(start, $"'{name}' is there twice. Remove one of them.");
        }

        _query = name switch
        {
            "sort" => _query with { Order = ParseOrder(value) },
            "limit" => _query with { Take = ParseNumber(value, name, 1_000_000) },
            "skip" => _query with { Skip = ParseNumber(value, name, int.MaxValue) },
            _ => _query with { CountAll = value.Text == "all" ? true : throw Error(value.Position, "Write count:all, or leave it out.") },
        };
    }

    private TicketOrder ParseOrder(Value value) => value.Text.ToLowerInvariant() switch
    {
        "created" or "newest" => TicketOrder.NewestCreated,
        "oldest" => TicketOrder.OldestCreated,
        "updated" => TicketOrder.NewestUpdated,
        "priority" => TicketOrder.Priority,
        "id" => TicketOrder.Identifier,
        _ => throw Error(value.Position, "Tickets are sorted by created, oldest, updated, priority or id."),
    };

    private int ParseNumber(Value value, string name, int maximum) =>
        int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= maximum
            ? number
            : throw Error(value.Position, $"'{name}' is a whole number, 0 to {maximum}.");
}
