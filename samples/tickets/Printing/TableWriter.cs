namespace RepoTickets.CommandLine.Printing;

/// <summary>
/// Rows in columns, for people. Every cell is made safe first; a cell that is too wide is cut. Colours are codes of our own around the
/// cell, so nothing in a text is ever taken for markup.
/// </summary>
internal sealed class TableWriter(TextWriter output, bool usesColour, int width)
{
    private const int WidestCell = 60;
    private const int NarrowestWrapped = 40;
    private const string Gap = "  ";

    internal void Write(IReadOnlyList<string> header, IReadOnlyList<string[]> rows)
    {
        var limit = LimitOf(header.Count);
        var cells = new string[rows.Count][];
        var widths = new int[header.Count];
        for (var column = 0; column < header.Count; column++)
        {
            widths[column] = header[column].Length;
        }

        for (var row = 0; row < rows.Count; row++)
        {
            cells[row] = new string[header.Count];
            for (var column = 0; column < header.Count; column++)
            {
                var cell = CellWidth.Cut(SafeText.Line(rows[row][column], limit * 2), limit);
                cells[row][column] = cell;
                widths[column] = Math.Max(widths[column], CellWidth.Of(cell));
            }
        }

        WriteLine([.. header], widths, usesColour ? "\u001b[1m" : null);
        foreach (var row in cells)
        {
            WriteLine(row, widths, null);
        }
    }

    /// <summary>The same with nothing cut.</summary>
    /// <param name="header">The names of the columns.</param>
    /// <param name="rows">The cells.</param>
    /// <param name="wraps">The last column goes on in further lines; else a row is one line, however long, as programs want it.</param>
    internal void WriteWhole(IReadOnlyList<string> header, IReadOnlyList<string[]> rows, bool wraps)
    {
        var cells = rows.Select(static row => Array.ConvertAll(row, static cell => SafeText.Line(cell))).ToList();
        int[] widths = [.. header.Select((name, column) => cells.Select(row => CellWidth.Of(row[column])).Append(name.Length).Max())];
        var left = widths[..^1].Sum(static column => column + Gap.Length);
        var room = wraps ? Math.Max(NarrowestWrapped, width - left) : int.MaxValue;
        WriteLine([.. header], widths, usesColour ? "\u001b[1m" : null);
        foreach (var row in cells)
        {
            var lines = CellWidth.Wrap(row[^1], room);
            WriteLine([.. row[..^1], lines[0]], widths, null);
            foreach (var line in lines.Skip(1))
            {
                output.Write($"{new string(' ', left)}{(usesColour ? RightToLeft.Isolate(line) : line)}\n");
            }
        }
    }

    private int LimitOf(int columns) => Math.Clamp(width - ((columns - 1) * 12), 24, Math.Max(WidestCell, width / 2));

    private void WriteLine(string[] cells, int[] widths, string? colour)
    {
        output.Write(colour);
        for (var column = 0; column < cells.Length; column++)
        {
            var cell = cells[column];
            output.Write(column == 0 ? "" : Gap);
            output.Write(usesColour ? RightToLeft.Isolate(cell) : cell);
            if (column < cells.Length - 1)
            {
                for (var blanks = widths[column] - CellWidth.Of(cell); blanks > 0; blanks--)
                {
                    output.Write(' ');
                }
            }
        }

        output.Write(colour is null ? "\n" : "\u001b[0m\n");
    }
}
