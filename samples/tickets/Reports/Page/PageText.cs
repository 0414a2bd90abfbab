using System.Globalization;
using System.Text;

namespace RepoTickets.CommandLine.Reports.Page;

/// <summary>
/// Text of unknown origin, made fit for a page: one line, a bounded length, nothing that is no character, and no mark that turns the
/// direction of what follows. Joiners and variation selectors stay: emoji and several scripts are written with them. Markup is escaped
/// elsewhere.
/// </summary>
internal static class PageText
{
    /// <summary>More of a title than anybody reads in a list.</summary>
    internal const int LongestTitle = 300;

    /// <summary>Names, labels, identifiers.</summary>
    internal const int LongestName = 80;

    private const char ZeroWidthNonJoiner = '\u200C';
    private const char ZeroWidthJoiner = '\u200D';

    internal static string Clean(string? text, int maximumLength = LongestName)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var builder = new StringBuilder(Math.Min(text.Length, maximumLength) + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            if (builder.Length >= maximumLength)
            {
                return builder.Append('…').ToString();
            }

            Append(builder, rune);
        }

        return builder.ToString();
    }

    private static void Append(StringBuilder builder, Rune rune)
    {
        if (rune.Value is '\t' or '\n' or '\r' or 0x2028 or 0x2029)
        {
            builder.Append(' ');
        }
        else if (IsHidden(rune))
        {
            builder.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
        }
        else
        {
            builder.Append(rune.ToString());
        }
    }

    private static bool IsHidden(Rune rune) =>
        Rune.IsControl(rune) ||
        (rune.Value is >= 0xFFFE and <= 0xFFFF) ||
        (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value is not (ZeroWidthJoiner or ZeroWidthNonJoiner) &&
            rune.Value < 0xE0000);
}
