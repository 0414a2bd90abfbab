namespace RepoTickets;

/// <summary>
/// Reads the text of a query by recursive descent: <c>or</c> of <c>and</c> of terms. Every error is a <see cref="QuerySyntaxException"/>,
/// and the nesting is counted, so that no text can overflow the stack.
/// </summary>
internal sealed partial class QueryParser(string text)
{
    private int _position;
    private int _level;
    private bool _isNegated;
    private TicketQuery _query = new();
    private readonly HashSet<string> _settings = [];

    internal static bool IsKeyword(string word) =>
        word.Equals("and", StringComparison.OrdinalIgnoreCase) ||
        word.Equals("or", StringComparison.OrdinalIgnoreCase) ||
        word.Equals("not", StringComparison.OrdinalIgnoreCase);

    internal static bool IsNone(string value) => value.Equals("none", StringComparison.OrdinalIgnoreCase);

    internal TicketQuery Parse()
    {
        if (text.Length > TicketQuery.MaximumLength)
        {
            throw Error(
                TicketQuery.MaximumLength, $"The query is {text.Length} characters long; at most {TicketQuery.MaximumLength} are allowed.");
        }

        var filter = ParseOr();
        return _position < text.Length
            ? throw Error(_position, "This parenthesis closes nothing. Remove it, or open one before.")
            : _query with { Filter = filter ?? TicketFilter.All };
    }

    private TicketFilter? ParseOr()
    {
        var terms = new List<TicketFilter>();
        var start = _position;
        while (true)
        {
            var term = ParseAnd();
            var position = _position;
            var hasMore = TryTakeKeyword("or");
            if (term is null && (hasMore || terms.Count > 0))
            {
                throw Error(position, "'or' needs a condition on both sides. To search for the word, write \"or\" in quotes.");
            }

            if (term is not null)
            {
                terms.Add(term);
            }

            if (!hasMore)
            {
                return terms.Count <= 1 ? terms.FirstOrDefault() : Combine(terms, start, TicketFilter.Or);
            }
        }
    }

    private TicketFilter? ParseAnd()
    {
        var terms = new List<TicketFilter>();
        var start = _position;
        while (true)
        {
            SkipSpace();
            var position = _position;
            var isJoined = TryTakeKeyword("and");
            if (isJoined)
            {
                SkipSpace();
            }

            var isEnd = _position == text.Length || text[_position] == ')' || PeekKeyword("or") || PeekKeyword("and");
            if (isJoined && (isEnd || terms.Count == 0))
            {
                throw Error(position, "'and' needs a condition on both sides. To search for the word, write \"and\" in quotes.");
            }

            if (isEnd)
            {
                return terms.Count <= 1 ? terms.FirstOrDefault() : Combine(terms, start, TicketFilter.And);
            }

            if (ParseTerm() is { } term)
            {
                terms.Add(term);
            }
        }
    }

    /// <summary>One condition; null for a setting such as <c>sort:</c>, which is none.</summary>
    private TicketFilter? ParseTerm()
    {
        if (text[_position] == '-')
        {
            return ParseNegation(1);
        }

        if (PeekKeyword("not"))
        {
            return ParseNegation(3);
        }

        return text[_position] == '(' ? ParseGroup() : ParseFieldOrText();
    }

    private TicketFilter ParseNegation(int length)
    {
        var start = _position;
        Descend();
        _position += length;
        if (length > 1)
        {
            SkipSpace();
        }

        if (IsAtBoundary(_position) && (_position == text.Length || text[_position] is not ('(' or '"')))
        {
            throw Error(start, "There is no condition to negate. Put it right after, as in -label:wontfix or not label:wontfix.");
        }

        if (PeekKeyword("or") || PeekKeyword("and"))
        {
            throw Error(_position, "A keyword cannot be negated. To search for the word, write it in quotes.");
        }

        var wasNegated = _isNegated;
        _isNegated = true;
        var term = ParseTerm() ?? throw Error(start, "A setting cannot be negated.");
        _isNegated = wasNegated;
        _level--;
        return Combine([term], start, terms => TicketFilter.Not(terms[0]));
    }

    private TicketFilter ParseGroup()
    {
        var start = _position;
        Descend();
        _position++;
        var inner = ParseOr();
        if (_position == text.Length)
        {
            throw Error(start, "This parenthesis is not closed. Add a ')'.");
        }

        _position++;
        _level--;
        return inner ?? throw Error(start, "There is no condition between the parentheses.");
    }

    private void Descend()
    {
        if (++_level > TicketFilter.MaximumDepth)
        {
            throw Error(_position, $"The query nests more than {TicketFilter.MaximumDepth} levels deep. Write it with fewer parentheses.");
        }
    }

    private delegate TicketFilter Combination(params ReadOnlySpan<TicketFilter> terms);

    private TicketFilter Combine(List<TicketFilter> terms, int start, Combination combination)
    {
        var depth = 1 + terms.Max(term => term.Depth);
        var count = terms.Sum(term => term.TermCount);
        return TreeBounds.Explain(depth, count) is { } reason
            ? throw Error(start, $"The query {reason}. Ask for less at a time.")
            : combination([.. terms]);
    }
}
