using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Screen.Model;

namespace RepoTickets.CommandLine.Screen.View;

/// <summary>The list, with its filters and its search.</summary>
internal static class ListView
{
    private const string SearchLabel = "Search: ";
    private const int NarrowWidth = 70;

    internal static ScreenFrame Draw(ScreenState state)
    {
        var list = state.List;
        var columns = ListColumns.For(state);
        var rows = list.Rows.Select((row, index) => Row(state, columns, row, list.Top + index == list.Selected));
        var (bottom, cursor) = Bottom(state);
        return new(
            [
                ScreenView.Title(state, $"Tickets {state.Repository}", Count(list)),
                new(Cell.Cut(Filters(state), state.Width)),
                new(columns.Head(), LineStyle.Bold),
                .. ScreenView.Filled(list.Rows.Count == 0 ? [new("  No tickets found.", LineStyle.Faint)] : rows, state.ListRows),
                bottom,
                ScreenView.Keys(
                    state, list.IsSearching
                        ? "Enter list  Esc clear"
                        : "? help  q end  n new  Enter ticket  / search  1-7 filter  s order  m metrics"),
            ],
            cursor);
    }

    private static string Count(ListPane list)
    {
        var faults = list.Faults > 0 ? $", {list.Faults} unreadable" : "";
        return list.Total == 0 ? $"0{faults}" : $"{list.Selected + 1} of {list.Total}{faults}";
    }

    /// <summary>On a narrow screen only the filter that is on has room.</summary>
    private static string Filters(ScreenState state) => state.Width < NarrowWidth
        ? $"[{state.List.Filter.Key} {state.List.Filter.Name}]  1-7 filter"
        : string.Join(
            ' ', ListFilter.All.Select(
                filter => filter == state.List.Filter ? $"[{filter.Key} {filter.Name}]" : $" {filter.Key} {filter.Name} "));

    private static ScreenLine Row(ScreenState state, ListColumns columns, ListRow row, bool isSelected) => new(
        columns.Line(
            isSelected,
            row.Ticket.Id.Value,
            row.Ticket.Title,
            row.Ticket.Status.Value,
            row.Ticket.Priority.Value,
            row.Ticket.Assignee ?? "-",
            Texts.Age(row.Ticket.CreatedAt, state.Now),
            row.Hours is { } hours ? hours > 0 ? Texts.Hours(hours) : "-" : "?"),
        isSelected ? LineStyle.Inverse : row.Ticket.Status.IsOpen ? LineStyle.Plain : LineStyle.Faint);

    /// <summary>The search while it is written or in force, unless there is something to tell.</summary>
    private static (ScreenLine Line, CursorPlace? Cursor) Bottom(ScreenState state)
    {
        var list = state.List;
        var width = state.Width - SearchLabel.Length;
        var search = EditLayout.Line(list.Search, width);
        var cursor = list.IsSearching ? new CursorPlace(state.Height - 2, SearchLabel.Length + search.CursorColumn) : null;
        if (state.Notice.Length > 0 && !list.IsSearching)
        {
            return (ScreenView.Notice(state), null);
        }

        return list.IsSearching || list.Search.Text.Length > 0
            ? (new(SearchLabel + RightToLeft.Isolate(search.Rows[0]), state.NoticeIsError ? LineStyle.Error : LineStyle.Bold), cursor)
            : (new(""), null);
    }
}
