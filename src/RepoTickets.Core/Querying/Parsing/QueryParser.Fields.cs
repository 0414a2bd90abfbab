namespace RepoTickets;

internal sealed partial class QueryParser
{
    private const string KnownFields =
        "assignee, count, created, epic, id, is, label, limit, priority, reporter, skip, sort, status, updated";

    private TicketFilter? ParseFieldOrText()
    {
        var start = _position;
        var end = start;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        if (end == start || end == text.Length || !TryReadOperator(end, out var comparison, out var length))
        {
            return ParseText();
        }

        var name = text[start..end].ToLowerInvariant();
        _position = end + length;
        var value = TakeValue();
        if (value.Text.Length == 0)
        {
            throw Error(value.Position, $"'{name}' needs a value right after '{text.Substring(end, length)}'.");
        }

        if (value.HasStar && name != "id")
        {
            throw Error(value.Position, "Only id and plain text take a star. If it belongs to the value, put the value in quotes.");
        }

        return ParseField(name, comparison, value, start);
    }

    private TicketFilter? ParseField(string name, ComparisonOperator comparison, Value value, int start)
    {
        switch (name)
        {
            case "priority":
                return new PriorityFilter(comparison, ParsePriority(value));
            case "created":
                return ParseTime(TicketTime.Created, comparison, value);
            case "updated":
                return ParseTime(TicketTime.Updated, comparison, value);
            case "sort" or "limit" or "skip" or "count":
                ParseSetting(name, comparison, value, start);
                return null;
        }

        TicketFilter filter = name switch
        {
            "status" => ParseStatus(value),
            "label" => IsBareNone(value) ? TicketFilter.NoLabel : TicketFilter.Label(value.Text),
            "assignee" => IsBareNone(value) ? TicketFilter.NoAssignee : TicketFilter.Assignee(value.Text),
            "reporter" => TicketFilter.Reporter(value.Text),
            "epic" => IsBareNone(value) ? TicketFilter.NoEpic : TicketFilter.Epic(EpicId.FromStored(ParseIdentifier(value))),
            "id" when value.HasStar => TicketFilter.IdPrefix(value.IsQuoted ? value.Text : value.Text.ToUpperInvariant()),
            "id" => TicketFilter.Id(TicketId.FromStored(ParseIdentifier(value))),
            "is" => ParseIs(value),
            _ => throw Error(
                start, $"There is no field '{DisplayText.Escape(name)}'. Known: {KnownFields}. To search for the text, put it in quotes."),
        };

        return comparison switch
        {
            ComparisonOperator.Equal => filter,
            ComparisonOperator.NotEqual => Combine([filter], start, terms => TicketFilter.Not(terms[0])),
            _ => throw Error(
                start, $"'{name}' cannot be compared by order. Use ':' or '!='; priority, created and updated know <, <=, > and >=."),
        };
    }

    private bool TryReadOperator(int position, out ComparisonOperator comparison, out int length)
    {
        var isDouble = position + 1 < text.Length && text[position + 1] == '=';
        (comparison, length) = text[position] switch
        {
            ':' or '=' => (ComparisonOperator.Equal, 1),
            '!' when isDouble => (ComparisonOperator.NotEqual, 2),
            '<' when isDouble => (ComparisonOperator.LessOrEqual, 2),
            '<' => (ComparisonOperator.Less, 1),
            '>' when isDouble => (ComparisonOperator.GreaterOrEqual, 2),
            '>' => (ComparisonOperator.Greater, 1),
            _ => (default, 0),
        };
        return length > 0;
    }

    private TicketFilter ParseText()
    {
        var start = _position;
        if (text[start] == '*' && !IsAtBoundary(start + 1))
        {
            _position++;
        }
        else if (text[start] == '*' && start + 1 < text.Length && text[start + 1] == '"')
        {
            _position++;
        }
        else if (text[start] == '*')
        {
            _position++;
            return TicketFilter.All;
        }

        var isOpenInFront = _position > start;
        var value = TakeValue();
        if ((isOpenInFront && !value.HasStar) || (!value.IsQuoted && value.Text.Contains('*', StringComparison.Ordinal)))
        {
            throw Error(start, "A star stands at the end of a word (log*) or on both sides (*log*). To search for a star, write *\"*\"*.");
        }

        if (value.Text.Length == 0)
        {
            throw Error(start, "There is no text between the quotes.");
        }

        var match = isOpenInFront ? TextMatch.Substring : value.HasStar ? TextMatch.Prefix : TextMatch.Words;
        return match != TextMatch.Substring && SearchText.Words(value.Text).Count == 0
            ? throw Error(start, "This has no letter and no digit. To search for such characters, write them as *\"…\"*.")
            : new TextFilter(match, value.Text);
    }
}
