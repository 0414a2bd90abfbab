using System.Text;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Screen.View;

/// <summary>Breaks texts that are safe already into lines of a width, between words where there are any.</summary>
internal static class TextLayout
{
    internal static List<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            Wrap(line, Math.Max(2, width), lines);
        }

        return lines;
    }

    private static void Wrap(string line, int width, List<string> lines)
    {
        var start = 0;
        var used = 0;
        var space = -1;
        var at = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            var cells = CellWidth.Of(rune);
            var isSpace = rune == new Rune(' ');
            if (isSpace)
            {
                space = at;
            }

            if (used + cells > width)
            {
                // A word that is longer than the line is broken where the line ends.
                var breaksAtSpace = space > start;
                lines.Add(line[start..(breaksAtSpace ? space : at)]);
                start = breaksAtSpace ? space + 1 : at;
                used = start > at ? -cells : CellWidth.Of(line[start..at]);
                space = -1;
            }

            used += cells;
            at += rune.Utf16SequenceLength;
        }

        lines.Add(line[start..]);
    }
}
