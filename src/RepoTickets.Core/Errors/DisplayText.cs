using System.Text;

namespace RepoTickets;

/// <summary>Makes text from files safe to print in messages: no control characters, no direction marks, bounded length.</summary>
public static class DisplayText
{
    private const int MaximumLength = 80;

    /// <summary>
    /// The text with every control, format, lone surrogate and line-separator character written as <c>\uXXXX</c>, cut after
    /// <paramref name="maximumLength"/> characters. Null becomes empty.
    /// </summary>
    /// <param name="text">Text of any origin.</param>
    /// <param name="maximumLength">How many characters are shown; at least 1, default 80.</param>
    public static string Escape(string? text, int maximumLength = MaximumLength)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(maximumLength, 1);
        return text.Length <= maximumLength && IsPlain(text) ? text : EscapeEach(text, maximumLength);
    }

    /// <summary>Nearly every text that is shown: it is shown as it is, and without a copy.</summary>
    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }

    private static string EscapeEach(string text, int maximumLength)
    {
        var builder = new StringBuilder(Math.Min(text.Length, maximumLength) + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (builder.Length >= maximumLength)
            {
                return builder.Append('…').ToString();
            }

            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                builder.Append(c).Append(text[++i]);
            }
            else if (char.IsControl(c) || char.IsSurrogate(c) || IsInvisible(c))
            {
                builder.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            }
            else
            {
                builder.Append(c);
            }
        }

        return builder.ToString();
    }

    private static bool IsInvisible(char c) => char.GetUnicodeCategory(c) is
        System.Globalization.UnicodeCategory.Format or
        System.Globalization.UnicodeCategory.LineSeparator or
        System.Globalization.UnicodeCategory.ParagraphSeparator;
}
