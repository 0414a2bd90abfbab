using System.Globalization;
using System.Text;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Screen.Model;

namespace RepoTickets.CommandLine.Screen.View;

/// <summary>A text that is being written, as rows of a width, and where its cursor stands in them.</summary>
internal sealed record EditLayout(IReadOnlyList<string> Rows, int CursorRow, int CursorColumn)
{
    /// <summary>All rows of a text of several lines.</summary>
    internal static EditLayout Lines(TextEdit edit, int width)
    {
        var rows = new List<string>();
        var row = new StringBuilder();
        var used = 0;
        var cursor = (Row: 0, Column: 0);
        foreach (var (at, shown, cells) in Elements(edit.Text))
        {
            if (shown is not null && used + cells > width - 1 && used > 0)
            {
                End();
            }

            if (at == edit.Cursor)
            {
                cursor = (rows.Count, used);
            }

            if (shown is null)
            {
                End();
                continue;
            }

            row.Append(shown);
            used += cells;
        }

        cursor = edit.Cursor == edit.Text.Length ? (rows.Count, used) : cursor;
        End();
        return new(rows, cursor.Row, cursor.Column);

        void End()
        {
            rows.Add(CellWidth.Cut(row.ToString(), width));
            row.Clear();
            used = 0;
        }
    }

    /// <summary>The part of a text of one line that has its cursor in it.</summary>
    internal static EditLayout Line(TextEdit edit, int width)
    {
        var elements = Elements(edit.Text.Replace('\n', ' ')).ToList();
        var before = elements.Where(element => element.At < edit.Cursor).ToList();
        var column = before.Sum(static element => element.Cells);
        var dropped = 0;
        while (column > width - 1 && dropped < before.Count)
        {
            column -= before[dropped++].Cells;
        }

        var text = new StringBuilder();
        var used = 0;
        foreach (var element in elements.Skip(dropped))
        {
            used += element.Cells;
            if (used > width)
            {
                break;
            }

            text.Append(element.Shown);
        }

        return new([text.ToString()], 0, Math.Min(column, width - 1));
    }

    /// <summary>The characters as a reader sees them, made safe; a line end is shown as nothing.</summary>
    private static IEnumerable<(int At, string? Shown, int Cells)> Elements(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, at);
            var shown = text[at] == '\n' ? null : SafeText.Line(text.Substring(at, length), 64);
            yield return (at, shown, shown is null ? 0 : CellWidth.Of(shown));
            at += length;
        }
    }
}
