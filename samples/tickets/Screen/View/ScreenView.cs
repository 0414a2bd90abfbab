using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Screen.Model;

namespace RepoTickets.CommandLine.Screen.View;

/// <summary>Draws a state: lines of text for a width and a height, without a terminal.</summary>
internal static class ScreenView
{
    internal static ScreenFrame Draw(ScreenState state)
    {
        if (state.IsTooSmall)
        {
            return new([.. Filled([new(Cell.Cut("Too small", state.Width))], state.Height)], null);
        }

        return state switch
        {
            { Form: { } form } => FormView.Draw(state, form),
            { Text: { } text } => Page(state, text.Title, text.Text, text.Top, "Esc back  q end"),
            { Detail: { } detail } => Page(
                state, $"{detail.Ticket.Id} {detail.Ticket.Title}", detail.Text, detail.Top,
                "Esc back  e edit  c comment  j journal  t time  ? help  q end"),
            _ => ListView.Draw(state),
        };
    }

    internal static ScreenLine Notice(ScreenState state) =>
        new(RightToLeft.Isolate(Cell.Cut(state.Notice, state.Width)), state.NoticeIsError ? LineStyle.Error : LineStyle.Bold);

    internal static ScreenLine Title(ScreenState state, string left, string right) =>
        new(Cell.Spread(" " + left, right + " ", state.Width), LineStyle.Inverse);

    internal static ScreenLine Keys(ScreenState state, string keys) => new(Cell.Cut(keys, state.Width), LineStyle.Faint);

    /// <summary>As many lines as there is room for, whether there are fewer or more.</summary>
    internal static IEnumerable<ScreenLine> Filled(IEnumerable<ScreenLine> lines, int height)
    {
        var some = lines.Take(height).ToList();
        return some.Concat(Enumerable.Repeat(new ScreenLine(""), height - some.Count));
    }

    private static ScreenFrame Page(ScreenState state, string title, string text, int top, string keys)
    {
        var lines = TextLayout.Wrap(text, state.Width);
        var last = Math.Min(lines.Count, top + state.TextRows);
        var place = lines.Count > state.TextRows ? $"{last}/{lines.Count}" : "";
        return new(
            [
                Title(state, title, place),
                .. Filled(lines.Skip(top).Select(static line => new ScreenLine(RightToLeft.Isolate(line))), state.TextRows),
                Notice(state),
                Keys(state, keys),
            ],
            null);
    }
}
