using System.Text;

namespace RepoTickets;

/// <summary>Makes text from files safe to print in messages: no control characters, no direction marks, bounded length.</summary>
public static class DisplayText
{
    private const int MaximumLength = 80;

    /// <summary>
    /// The text with every control, format, surrogate and line-separator character written as <c>\uXXXX</c>, cut after 80 characters.
    /// Null becomes empty.
    /// </summary>
    public static string Escape(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var builder = new StringBuilder(Math.Min(text.Length, MaximumLength) + 8);
        foreach (var c in text)
        {
            if (builder.Length >= MaximumLength)
            {
                return builder.Append('…').ToString();
            }

            if (char.IsControl(c) || char.IsSurrogate(c) || IsInvisible(c))
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
