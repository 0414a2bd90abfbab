using RepoTickets.LogTriage.Grouping.Learning;
using RepoTickets.LogTriage.Redaction;

namespace RepoTickets.LogTriage.Grouping.Canonical;

/// <summary>
/// Finds the value behind a name that <see cref="SecretWords"/> knows, in UTF-8: what redaction finds by name, and more, since what is
/// grouped outlives the record. Words of letters alone are values, too; only words that sentences put behind a colon are not.
/// </summary>
internal static class SecretValue
{
    private const int LongestName = 80;
    private const int MostBetween = 4;

    /// <summary>Longer words are none of a sentence.</summary>
    private const int LongestWord = 16;

    /// <summary>
    /// The value behind the separator that begins at <paramref name="separator"/> and ends before <paramref name="after"/>; none for most.
    /// </summary>
    internal static bool TryFind(ReadOnlySpan<byte> text, int separator, int after, out int start, out int end)
    {
        (start, end) = (0, 0);
        if (separator < 2)
        {
            return false;
        }

        var nameEnd = separator;
        while (nameEnd > 2 && separator - nameEnd < MostBetween && IsBetween(text[nameEnd - 1]))
        {
            nameEnd--;
        }

        return SecretWords.MayEndWith(text[nameEnd - 2], text[nameEnd - 1]) && TryFind(text, separator, nameEnd, after, out start, out end);
    }

    /// <summary>The value that begins here, behind blanks; none where a quote is empty or the text ends.</summary>
    internal static bool TryTake(ReadOnlySpan<byte> text, int from, out int start, out int end)
    {
        (start, end) = (SkipToValue(text, from), 0);
        if (start < text.Length)
        {
            end = Take(text, ref start, out _);
        }

        return end > start;
    }

    private static bool TryFind(ReadOnlySpan<byte> text, int separator, int nameEnd, int after, out int start, out int end)
    {
        end = 0;
        var name = NameBefore(text, nameEnd);
        var certainty = SecretWords.Judge(name);
        start = certainty == SecretWords.Certainty.None ? text.Length : SkipToValue(text, after);
        if (start >= text.Length)
        {
            return false;
        }

        end = Take(text, ref start, out var isQuoted);

        if (!isQuoted && !MayStandAlone(text[after..start], text[start..end]))
        {
            return false;
        }

        var isLoose = text[separator] == ':' && text[separator - 1] is not ((byte)'"' or (byte)'\'') && !isQuoted;
        if (isLoose && IsOfSentence(text[start..end], certainty))
        {
            return false;
        }

        if (!isQuoted)
        {
            end = EndOfCredentials(text, start, end, IsHeader(name));
        }

        return end > start;
    }

    /// <summary>On a line of its own a short word is none, nor is a name with a value of its own.</summary>
    private static bool MayStandAlone(ReadOnlySpan<byte> between, ReadOnlySpan<byte> value) =>
        between.IndexOfAny((byte)'\r', (byte)'\n') < 0 || (value.Length >= 4 && value.IndexOfAny(":=("u8) < 0);

    private static ReadOnlySpan<byte> NameBefore(ReadOnlySpan<byte> text, int end)
    {
        var start = end;
        while (start > 0 && end - start < LongestName
            && ((ByteClasses.Of(text[start - 1]) & (ByteClass.Letter | ByteClass.Digit | ByteClass.Wide)) != 0
                || text[start - 1] is (byte)'_' or (byte)'-' or (byte)'.'))
        {
            start--;
        }

        return text[start..end];
    }

    /// <summary>What may stand between a name and its separator: <c>["password"] = </c>, <c>\"password\":</c>.</summary>
    private static bool IsBetween(byte value) =>
        value is (byte)' ' or (byte)'"' or (byte)'\'' or (byte)'\\' or (byte)']' or (byte)'`' or (byte)'_' or (byte)'-' or (byte)'.';

    private static int SkipToValue(ReadOnlySpan<byte> text, int from)
    {
        var at = from;
        while (at < text.Length
            && text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'=' or (byte)'>' or (byte)':' or (byte)'~')
        {
            at++;
        }

        return at;
    }

    /// <summary>Moves the start behind an opening quote, and says where the value ends.</summary>
    private static int Take(ReadOnlySpan<byte> text, ref int start, out bool isQuoted)
    {
        var quote = start;

        // b'...', u'...' and @"..." are quotes as well, and so are those that a text within a text escapes.
        quote += quote + 1 < text.Length && IsQuote(text[quote + 1]) && !IsQuote(text[quote]) ? 1 : 0;
        isQuoted = IsQuote(text[quote]);
        if (!isQuoted)
        {
            return EndOfWord(text, start);
        }

        var isEscaped = quote > 0 && text[quote - 1] == '\\';
        start = quote + 1;
        return EndOfQuoted(text, start, text[quote], isEscaped);
    }

    private static bool IsQuote(byte value) => value is (byte)'"' or (byte)'\'' or (byte)'`';

    /// <summary>A quote that is never closed is one that was cut: the line ends it.</summary>
    private static int EndOfQuoted(ReadOnlySpan<byte> text, int start, byte quote, bool isEscaped)
    {
        for (var at = start; at < text.Length && text[at] is not ((byte)'\r' or (byte)'\n'); at++)
        {
            if (text[at] == quote)
            {
                return at;
            }

            if (text[at] == '\\' && at + 1 < text.Length)
            {
                if (isEscaped && text[at + 1] == quote)
                {
                    return at;
                }

                at++;
            }
        }

        var line = text[start..].IndexOfAny((byte)'\r', (byte)'\n');
        return line < 0 ? text.Length : start + line;
    }

    private static int EndOfWord(ReadOnlySpan<byte> text, int start)
    {
        var at = start;
        while (at < text.Length && !IsEnd(text, at) && !(text[at] == '<' && at > start))
        {
            at++;
            if (text[at - 1] == '>' && at - start > 2 && text[start] == '<')
            {
                break;
            }
        }

        return at > start && text[at - 1] == '.' && (at == text.Length || text[at] <= ' ') ? at - 1 : at;
    }

    private static bool IsEnd(ReadOnlySpan<byte> text, int at) =>
        text[at] is <= (byte)' ' or (byte)';' or (byte)'&' or (byte)'"' or (byte)'\'' or (byte)')' or (byte)']' or (byte)'}' or (byte)'|'
        || (text[at] == ',' && EndsAtComma(text, at));

    /// <summary>A comma may be part of a password; before a blank or a further name it is not.</summary>
    private static bool EndsAtComma(ReadOnlySpan<byte> text, int comma)
    {
        var at = comma + 1;
        while (at < text.Length && at - comma < 40
            && ((ByteClasses.Of(text[at]) & (ByteClass.Letter | ByteClass.Digit | ByteClass.Wide)) != 0
                || text[at] is (byte)'_' or (byte)'-' or (byte)'.' or (byte)'"'))
        {
            at++;
        }

        return at >= text.Length || at == comma + 1 || text[at] is (byte)'=' or (byte)':';
    }

    /// <summary>Words that sentences put behind a colon: <c>token: expired</c>, <c>auth: denied</c>.</summary>
    private static bool IsOfSentence(ReadOnlySpan<byte> value, SecretWords.Certainty certainty)
    {
        if (value.Length > LongestWord)
        {
            return false;
        }

        Span<char> word = stackalloc char[LongestWord];
        word = word[..System.Text.Encoding.Latin1.GetChars(value, word)];
        return SecretWords.IsHarmless(word)
            || (certainty == SecretWords.Certainty.Weak && SlotWords.SaysWhatHappened(value));
    }

    /// <summary>Behind a scheme (<c>Bearer</c>) stands the secret; a header that authorises goes on to the end of its line.</summary>
    private static int EndOfCredentials(ReadOnlySpan<byte> text, int start, int end, bool isHeader)
    {
        if (!IsScheme(text[start..end]) && !(isHeader && end < text.Length && text[end] == ';'))
        {
            return end;
        }

        if (isHeader)
        {
            var line = text[start..].IndexOfAny("\r\n\"'"u8);
            return line < 0 ? text.Length : start + line;
        }

        var next = end;
        while (next < text.Length && text[next] == ' ')
        {
            next++;
        }

        return next > end ? EndOfWord(text, next) : end;
    }

    private static bool IsScheme(ReadOnlySpan<byte> word)
    {
        if (word.Length > LongestWord)
        {
            return false;
        }

        Span<char> letters = stackalloc char[LongestWord];
        return SecretWords.IsScheme(letters[..System.Text.Encoding.Latin1.GetChars(word, letters)]);
    }

    private static bool IsHeader(ReadOnlySpan<byte> name) => EndsWith(name, "authorization"u8) || EndsWith(name, "cookie"u8);

    private static bool EndsWith(ReadOnlySpan<byte> name, ReadOnlySpan<byte> word) =>
        name.Length >= word.Length && System.Text.Ascii.EqualsIgnoreCase(name[^word.Length..], word);
}
