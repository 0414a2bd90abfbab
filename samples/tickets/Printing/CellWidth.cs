using System.Globalization;
using System.Text;

namespace RepoTickets.CommandLine.Printing;

/// <summary>
/// How many columns of a terminal a text takes: two for the scripts of East Asia and for emoji, none for combining marks.
/// </summary>
internal static class CellWidth
{
    // The combining marks begin here.
    private const int FirstOther = 0x300;

    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x231A, 0x231B), (0x23E9, 0x23EC), (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2648, 0x2653), (0x26AA, 0x26AB),
        (0x26BD, 0x26BE), (0x2705, 0x2705), (0x270A, 0x270B), (0x2728, 0x2728), (0x274C, 0x274E), (0x2753, 0x2757), (0x2795, 0x2797),
        (0x2B1B, 0x2B1C), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xA960, 0xA97F),
        (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x1F004, 0x1F004), (0x1F0CF, 0x1F0CF),
        (0x1F18E, 0x1F19A), (0x1F200, 0x1F320), (0x1F32D, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F7E0, 0x1F7EB), (0x1F900, 0x1F9FF),
        (0x1FA70, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    internal static int Of(string text)
    {
        if (IsNarrow(text))
        {
            return text.Length;
        }

        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Of(rune);
        }

        return width;
    }

    /// <summary>The text, cut to a width; what was cut is told by an ellipsis.</summary>
    internal static string Cut(string text, int width)
    {
        if (text.Length <= width / 2 || Of(text) <= width)
        {
            return text;
        }

        var used = 0;
        var builder = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            used += Of(rune);
            if (used > width - 1)
            {
                break;
            }

            builder.Append(rune.ToString());
        }

        return builder.Append('…').ToString();
    }

    /// <summary>The text in lines of at most a width, divided at blanks where there are any; at least one line.</summary>
    internal static List<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        var (line, used) = (new StringBuilder(), 0);
        foreach (var word in text.Split(' '))
        {
            if (used > 0 && used + 1 + Of(word) > width)
            {
                End();
            }

            (line, used) = used > 0 || line.Length > 0 ? (line.Append(' '), used + 1) : (line, used);
            foreach (var rune in word.EnumerateRunes())
            {
                if (used + Of(rune) > width)
                {
                    End();
                }

                line.Append(rune.ToString());
                used += Of(rune);
            }
        }

        End();
        return lines;

        void End()
        {
            lines.Add(line.ToString());
            line.Clear();
            used = 0;
        }
    }

    /// <summary>Every character takes one column: so it is in most texts, of which there are thousands in a list.</summary>
    private static bool IsNarrow(string text)
    {
        foreach (var c in text)
        {
            if (c >= FirstOther)
            {
                return false;
            }
        }

        return true;
    }

    internal static int Of(Rune rune)
    {
        if (rune.Value < FirstOther)
        {
            return 1;
        }

        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
        {
            return 0;
        }

        var low = 0;
        var high = Wide.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (rune.Value > Wide[middle].Last)
            {
                low = middle + 1;
            }
            else if (rune.Value < Wide[middle].First)
            {
                high = middle - 1;
            }
            else
            {
                return 2;
            }
        }

        return 1;
    }
}
