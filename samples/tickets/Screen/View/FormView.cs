using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Screen.Model;

namespace RepoTickets.CommandLine.Screen.View;

/// <summary>A form: a line a field, several for a text; scrolled so that the cursor is seen.</summary>
internal static class FormView
{
    private const int LabelWidth = 14;
    private const int TextIndent = 2;
    private const int MostNoticeLines = 5;

    internal static ScreenFrame Draw(ScreenState state, FormPane form)
    {
        var lines = new List<ScreenLine>();
        var cursor = new CursorPlace(0, 0);
        for (var index = 0; index < form.Fields.Count; index++)
        {
            var first = lines.Count;
            var place = Add(lines, form.Fields[index], state.Width, index == form.Focus);
            cursor = index == form.Focus ? new(first + place.Row, place.Column) : cursor;
        }

        var notice = Notice(state);
        var room = state.TextRows + 1 - notice.Count;
        var top = Math.Max(0, cursor.Row - room + 1);
        var others = form.Fields.Any(static field => field.Other is not null) ? "  Ctrl-T swaps" : "";
        return new(
            [
                ScreenView.Title(state, form.Heading, form.IsChanged ? "changed" : ""),
                .. ScreenView.Filled(lines.Skip(top), room),
                .. notice,
                ScreenView.Keys(state, $"Ctrl-S save  Esc leave  Tab next{others}"),
            ],
            new(cursor.Row - top + 1, cursor.Column));
    }

    /// <summary>What is told of a conflict is long, and must be read: it may take several lines.</summary>
    private static List<ScreenLine> Notice(ScreenState state)
    {
        var style = ScreenView.Notice(state).Style;
        return [.. TextLayout.Wrap(SafeText.Line(state.Notice), state.Width)
            .Take(Math.Min(MostNoticeLines, state.TextRows))
            .Select(line => new ScreenLine(line, style))];
    }

    private static CursorPlace Add(List<ScreenLine> lines, FormField field, int width, bool isFocused)
    {
        var label = Cell.Fit((isFocused ? "> " : "  ") + field.Name, LabelWidth);
        var style = isFocused ? LineStyle.Bold : LineStyle.Plain;
        var place = field.HasLines ? AddLines(lines, field, label, width, style) : AddLine(lines, field, label, width, style);
        lines.AddRange(
            field.Others.Select(other => new ScreenLine(Cell.Fit("    the other: " + other.Replace('\n', ' '), width), LineStyle.Error)));
        return place;
    }

    private static CursorPlace AddLine(List<ScreenLine> lines, FormField field, string label, int width, LineStyle style)
    {
        var room = width - LabelWidth;
        if (field.Choices.Count > 0)
        {
            lines.Add(new(label + Cell.Cut($"< {field.Value} >", room), style));
            return new(0, Math.Min(width - 1, LabelWidth + 2));
        }

        var layout = EditLayout.Line(field.Edit, room);
        lines.Add(new(label + RightToLeft.Isolate(layout.Rows[0]), style));
        return new(0, LabelWidth + layout.CursorColumn);
    }

    private static CursorPlace AddLines(List<ScreenLine> lines, FormField field, string label, int width, LineStyle style)
    {
        lines.Add(new(label, style));
        var layout = EditLayout.Lines(field.Edit, width - TextIndent);
        lines.AddRange(layout.Rows.Select(static row => new ScreenLine(new string(' ', TextIndent) + RightToLeft.Isolate(row))));
        return new(1 + layout.CursorRow, TextIndent + layout.CursorColumn);
    }
}
