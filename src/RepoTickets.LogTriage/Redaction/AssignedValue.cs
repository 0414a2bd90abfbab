namespace RepoTickets.LogTriage.Redaction;

/// <summary>
/// Finds what is assigned to a name: <c>password=x</c>, <c>"password": "x"</c>, <c>Authorization: Bearer x</c>, on the next line, too.
/// </summary>
internal static class AssignedValue
{
    private const int LongestName = 80;

    /// <summary>The value behind a separator; an empty range when the name is none of a secret, or the value none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="separator">Where the separator begins.</param>
    /// <param name="afterSeparator">Where it ends.</param>
    /// <param name="least">What lies before has been dealt with.</param>
    internal static (int Start, int End) Find(string text, int separator, int afterSeparator, int least)
    {
        var name = NameBefore(text, separator, least, out var isQuotedName);
        var certainty = SecretWords.Judge(name);
        if (certainty == SecretWords.Certainty.None)
        {
            return default;
        }

        var isColon = text[separator] == ':' && !isQuotedName;
        var start = SkipToValue(text, afterSeparator);
        if (start < 0)
        {
            return default;
        }

        var range = IsHeader(name) ? HeaderValue(text, start) : Value(text, start);
        var value = text.AsSpan(range.Start, range.End - range.Start);
        var isSure = certainty == SecretWords.Certainty.Strong || !isColon || LooksSecret(value);
        return value.IsEmpty || !isSure || (isColon && SecretWords.IsHarmless(value)) ? default : range;
    }

    /// <summary>The value that stands behind a blank, as on a command line: <c>--password x</c>.</summary>
    internal static (int Start, int End) AfterBlank(string text, int from)
    {
        var start = from;
        while (start < text.Length && text[start] == ' ')
        {
            start++;
        }

        return start < text.Length && text[start] != '-' ? Value(text, start) : default;
    }

    private static ReadOnlySpan<char> NameBefore(string text, int separator, int least, out bool isQuoted)
    {
        var end = separator;
        while (end > least && separator - end < 4 && text[end - 1] is ' ' or '\\' or '"' or '\'' or ']')
        {
            end--;
        }

        isQuoted = end < separator && text[separator - 1] is '"' or '\'';
        var start = end;
        while (start > least && end - start < LongestName
            && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '-' or '.'))
        {
            start--;
        }

        return text.AsSpan(start, end - start);
    }

    /// <summary>Where the value begins: on this line, or alone on the next; -1 when there is none.</summary>
    private static int SkipToValue(string text, int from)
    {
        var at = SkipBlanks(text, from);
        if (at >= text.Length)
        {
            return -1;
        }

        if (text[at] is not ('\r' or '\n'))
        {
            return at;
        }

        at = SkipBlanks(text, at + (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1));
        var end = at;
        while (end < text.Length && end - at < 200 && !char.IsWhiteSpace(text[end]))
        {
            // A name with a value of its own is not the value of the name above.
            if (text[end] is ':' or '=' or '(')
            {
                return -1;
            }

            if (text[end] is '"' or '\'' or ',' or ';' or '<' or ')' or ']' or '}')
            {
                break;
            }

            end++;
        }

        return end - at >= 4 ? at : -1;
    }

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '>')
        {
            at++;
        }

        return at;
    }

    private static int SkipQuote(string text, int start, out char quote)
    {
        var at = start + (text[start] == '\\' && start + 1 < text.Length && text[start + 1] is '"' or '\'' ? 1 : 0);
        quote = at < text.Length && text[at] is '"' or '\'' ? text[at] : '\0';
        return quote == '\0' ? start : at + 1;
    }

    private static (int Start, int End) HeaderValue(string text, int from)
    {
        var start = SkipQuote(text, from, out var quote);
        return (start, EndOfHeader(text, start, quote));
    }

    private static (int Start, int End) Value(string text, int from)
    {
        var start = SkipQuote(text, from, out var quote);
        return (start, quote == '\0' ? EndOfWord(text, start) : EndOfQuoted(text, start, quote, isEscaped: text[from] == '\\'));
    }

    /// <summary>A quote that is never closed is one that was cut: the line ends it.</summary>
    private static int EndOfQuoted(string text, int start, char quote, bool isEscaped)
    {
        for (var at = start; at < text.Length && text[at] is not ('\r' or '\n'); at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                if (isEscaped && text[at + 1] == quote)
                {
                    return at;
                }

                at++;
            }
            else if (text[at] == quote)
            {
                return at;
            }
        }

        var line = text.AsSpan(start).IndexOfAny('\r', '\n');
        return line < 0 ? text.Length : start + line;
    }

    private static int EndOfWord(string text, int start)
    {
        var at = start;
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '\\' && at + 1 < text.Length && text[at + 1] is '\n' or '\r')
            {
                at = SkipBlanks(text, at + (text[at + 1] == '\r' ? 3 : 2));
                continue;
            }

            if (char.IsWhiteSpace(c)
                || c is ';' or '&' or '"' or '\'' or ')' or ']' or '}' or '|'
                || (c == ',' && EndsAtComma(text, at))
                || (c == '<' && at > start))
            {
                break;
            }

            at++;
            if (c == '>' && at - start > 2 && text[start] == '<')
            {
                break;
            }
        }

        at = Math.Min(at, text.Length);
        return at > start && text[at - 1] == '.' && (at == text.Length || char.IsWhiteSpace(text[at])) ? at - 1 : at;
    }

    /// <summary>A comma may be part of a password; before a blank or a further name it is not.</summary>
    private static bool EndsAtComma(string text, int comma)
    {
        var at = comma + 1;
        while (at < text.Length && at - comma < 40 && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '-' or '.' or '"'))
        {
            at++;
        }

        return at >= text.Length || at == comma + 1 || text[at] is '=' or ':';
    }

    private static bool IsHeader(ReadOnlySpan<char> name) =>
        name.EndsWith("authorization", StringComparison.OrdinalIgnoreCase) || name.EndsWith("cookie", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// A header's value goes on over blanks: to its quote, or to the end of the line; a single word of an unknown scheme ends at a blank.
    /// </summary>
    private static int EndOfHeader(string text, int start, char quote)
    {
        if (quote != '\0')
        {
            return EndOfQuoted(text, start, quote, isEscaped: start > 1 && text[start - 2] == '\\');
        }

        var word = EndOfWord(text, start);
        var isScheme = SecretWords.IsScheme(text.AsSpan(start, word - start));
        if (!isScheme && !(word < text.Length && text[word] == ';'))
        {
            return word;
        }

        var end = text.AsSpan(start).IndexOfAny("\r\n\"'");
        return end < 0 ? text.Length : start + end;
    }

    /// <summary>A word of a sentence is short or has letters only.</summary>
    private static bool LooksSecret(ReadOnlySpan<char> value) =>
        value.Length >= 20 || (value.Length >= 6 && value.IndexOfAnyInRange('0', '9') >= 0);
}
