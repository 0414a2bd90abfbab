using System.Globalization;
using System.Text;

namespace RepoTickets.LogTriage.Processing;

/// <summary>
/// Puts texts from logs into Markdown so that they stay what they are: text. Whoever can write to a log must not be able to write a
/// heading, a link, a mention or an escape sequence into a ticket.
/// </summary>
internal static class LogQuote
{
    private const int LongestLine = 1_000;
    private const int MostLines = 200;

    /// <summary>A fenced block whose fence is longer than any in the text.</summary>
    internal static string Block(string text, int maximumLength)
    {
        var clean = Clean(text, maximumLength);
        var fence = new string('`', Math.Max(3, LongestRun(clean, '`') + 1));
        return $"{fence}text\n{clean}\n{fence}";
    }

    /// <summary>One line as code, for names of services, loggers and the like.</summary>
    internal static string Inline(string? text, int maximumLength = 200)
    {
        var clean = DisplayText.Escape(text?.Trim(), maximumLength);
        if (clean.Length == 0)
        {
            return "unknown";
        }

        var run = LongestRun(clean, '`');
        var fence = new string('`', run + 1);
        return run == 0 ? $"`{clean}`" : $"{fence} {clean} {fence}";
    }

    /// <summary>One line without Markdown's or HTML's signs, for titles.</summary>
    internal static string Line(string text, int maximumLength)
    {
        var builder = new StringBuilder(Math.Min(text.Length, maximumLength));
        var wasBlank = true;
        foreach (var rune in text.EnumerateRunes())
        {
            var isBlank = Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || IsInvisible(rune);
            if (isBlank ? wasBlank : rune.Value is '`' or '*')
            {
                continue;
            }

            if (builder.Length + 2 > maximumLength)
            {
                return Trim(builder, maximumLength - 1) + "…";
            }

            wasBlank = isBlank;
            _ = isBlank ? builder.Append(' ') : builder.Append(rune.ToString());
        }

        return builder.ToString().TrimEnd();
    }

    /// <summary>Line ends stay; everything else that does not print is written out, and what is too long is cut.</summary>
    internal static string Clean(string text, int maximumLength)
    {
        var cut = text.Length > maximumLength ? text[..maximumLength] : text;
        var lines = cut.ReplaceLineEndings("\n").Split('\n');
        var shown = lines.Take(MostLines).Select(static line => DisplayText.Escape(line.Replace("\t", "    ",
            StringComparison.Ordinal).TrimEnd(), LongestLine));
        var clean = string.Join('\n', shown).TrimEnd('\n');
        return text.Length > maximumLength || lines.Length > MostLines
            ? string.Create(CultureInfo.InvariantCulture, $"{clean}\n… ({text.Length} characters in all)")
            : clean;
    }

    private static string Trim(StringBuilder builder, int length)
    {
        var text = builder.ToString(0, Math.Min(builder.Length, length));
        return (text.Length > 0 && char.IsHighSurrogate(text[^1]) ? text[..^1] : text).TrimEnd();
    }

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static int LongestRun(string text, char sign)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == sign ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
