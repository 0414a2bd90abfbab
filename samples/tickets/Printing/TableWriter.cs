namespace RepoTickets.CommandLine.Printing;

/// <summary>
/// Rows in columns, for people. Every cell is made safe first; a cell that is too wide is cut. Colours are codes of our own around the cell, so nothing
/// in a text is ever taken for markup.
/// </summary>
internal sealed class TableWriter(TextWriter output, bool usesColour, int width)
{
    private const int WidestCell = 60;
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
