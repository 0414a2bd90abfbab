using System.Text;

namespace RepoTickets.Storage.Text;

/// <summary>Text of several lines as a <c>|</c> block, where that gives exactly the same text back in every reader.</summary>
internal static class LiteralBlock
{
    /// <summary>
    /// Whether this text survives as a block: no line ends in blanks, nothing needs an escape, the first line is not empty, and no empty
    /// lines end it (they would depend on blank lines that somebody adds behind it).
    /// </summary>
    internal static bool Suits(ScalarValue scalar, int step)
    {
        var text = scalar.Text;
        if (scalar.Meaning != ScalarMeaning.Text || !text.Contains('\n', StringComparison.Ordinal))
        {
            return false;
        }

        if (text[0] is '\n' or '\t' || text.EndsWith("\n\n", StringComparison.Ordinal) || (text[0] == ' ' && step > 9))
        {
            return false;
        }

        for (var index = 0; index < text.Length;)
        {
            var length = 1;
            var spoils = text[index] == '\n'
                ? TextPlace.IsBlank(text[index - 1])
                : text[index] != '\t' && !ScalarText.IsPrintable(text, index, out length);
            if (spoils)
            {
                return false;
            }

            index += length;
        }

        return !TextPlace.IsBlank(text[^1]);
    }

    /// <summary>The indicator with what must be known about indentation and line breaks at the end.</summary>
    internal static string Header(string text, int step)
    {
        var chomping = text[^1] == '\n' ? string.Empty : "-";
        return text[0] == ' ' ? $"|{step}{chomping}" : $"|{chomping}";
    }

    /// <summary>The lines, each behind a line break, the last without one.</summary>
    internal static void AppendLines(StringBuilder builder, string text, int column, string newLine)
    {
        var content = text[^1] == '\n' ? text.AsSpan(0, text.Length - 1) : text;
        foreach (var line in content.Split('\n'))
        {
            builder.Append(newLine);
            if (line.End.Value > line.Start.Value)
            {
                builder.Append(' ', column).Append(content[line]);
            }
        }
    }
}
