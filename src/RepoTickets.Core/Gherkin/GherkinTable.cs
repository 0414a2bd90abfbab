using System.Text;

namespace RepoTickets;

/// <summary>Cells of table rows, and what the rows of an outline's examples make of its steps.</summary>
internal static class GherkinTable
{
    /// <summary>The cells of a row such as <c>| a | b |</c>; a backslash takes the meaning from a bar and from a backslash.</summary>
    internal static List<string> ReadCells(string row)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        for (var i = 1; i < row.Length; i++)
        {
            if (row[i] == '\\' && i + 1 < row.Length && row[i + 1] is '|' or '\\' or 'n')
            {
                i++;
                cell.Append(row[i] == 'n' ? '\n' : row[i]);
            }
            else if (row[i] == '|')
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else
            {
                cell.Append(row[i]);
            }
        }

        if (cell.ToString().Trim() is { Length: > 0 } open)
        {
            cells.Add(open);
        }

        return cells;
    }

    /// <summary>
    /// Replaces each <c>&lt;name&gt;</c> that the header knows, in one pass: a value that looks like a name is not replaced again.
    /// </summary>
    internal static string Fill(string text, List<string> header, List<string> row)
    {
        var result = new StringBuilder(text.Length);
        var position = 0;
        while (position < text.Length)
        {
            var column = text[position] == '<' ? header.FindIndex(name => IsAt(text, position, name)) : -1;
            if (column < 0)
            {
                result.Append(text[position++]);
                continue;
            }

            result.Append(row[column]);
            position += header[column].Length + 2;
        }

        return result.ToString();
    }

    private static bool IsAt(string text, int position, string name) =>
        position + name.Length + 1 < text.Length
        && text[position + name.Length + 1] == '>'
        && string.CompareOrdinal(text, position + 1, name, 0, name.Length) == 0;
}
