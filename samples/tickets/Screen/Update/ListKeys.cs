using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Screen.Input;
using RepoTickets.CommandLine.Screen.Model;

namespace RepoTickets.CommandLine.Screen.Update;

/// <summary>The keys of the list and of the search in it.</summary>
internal static class ListKeys
{
    private static readonly TicketOrder[] Orders =
    [
        TicketOrder.NewestCreated, TicketOrder.NewestUpdated, TicketOrder.Priority, TicketOrder.OldestCreated, TicketOrder.Identifier,
    ];

    internal static Step Press(ScreenState state, ScreenKey key) => (Moved(state, key), state.List.IsSearching, key.Kind) switch
    {
        ({ } to, false, _) => Move(state, to),
        ({ } to, true, KeyKind.Up or KeyKind.Down or KeyKind.PageUp or KeyKind.PageDown) => Move(state, to),
        (_, _, KeyKind.ClearSearch) => Search(state, TextEdit.Empty, goesOn: true),
        (_, true, _) => Write(state, key),
        (_, _, KeyKind.Enter) when state.List.Chosen is { } chosen => new(state, new ScreenEffect.LoadTicket(chosen.Ticket.Id)),
        (_, _, KeyKind.Escape) => Search(state, TextEdit.Empty, goesOn: false),
        _ => Command(state, key),
    };

    /// <summary>Reads the rows that are seen.</summary>
    internal static ScreenEffect.LoadPage Page(ScreenState state) =>
        new(state.List.Filter, state.List.Search.Text.Trim(), state.List.Order, state.List.Top, state.ListRows);

    internal static Step Reload(ScreenState state) => new(state, Page(state));

    /// <summary>The list with a row chosen, scrolled so that the row is seen.</summary>
    internal static ListPane Show(ScreenState state, int selected)
    {
        var to = Math.Clamp(selected, 0, Math.Max(0, state.List.Total - 1));
        return state.List with { Selected = to, Top = Math.Clamp(state.List.Top, Math.Max(0, to - state.ListRows + 1), to) };
    }

    private static int? Moved(ScreenState state, ScreenKey key) => key.Kind switch
    {
        KeyKind.Up => state.List.Selected - 1,
        KeyKind.Down => state.List.Selected + 1,
        KeyKind.PageUp => state.List.Selected - state.ListRows,
        KeyKind.PageDown => state.List.Selected + state.ListRows,
        KeyKind.Home => 0,
        KeyKind.End => state.List.Total - 1,
        _ => null,
    };

    private static Step Move(ScreenState state, int to)
    {
        var moved = state with { List = Show(state, to) };
        return moved.List.Top == state.List.Top ? new(moved) : Reload(moved);
    }

    private static Step Write(ScreenState state, ScreenKey key)
    {
        var search = state.List.Search;
        return key.Kind switch
        {
            KeyKind.Enter or KeyKind.Tab => new(state with { List = state.List with { IsSearching = false } }),
            KeyKind.Escape => Search(state, TextEdit.Empty, goesOn: false),
            _ when EditKeys.Press(search, key) is { } edited && edited.Text != search.Text => Search(state, edited, goesOn: true),
            _ when EditKeys.Press(search, key) is { } moved => new(state with { List = state.List with { Search = moved } }),
            _ => new(state),
        };
    }

    private static Step Search(ScreenState state, TextEdit text, bool goesOn) =>
        Reload(state with { List = state.List with { Search = text, IsSearching = goesOn, Top = 0, Selected = 0 } });

    private static Step Command(ScreenState state, ScreenKey key) => key.Letter switch
    {
        'q' => new(state, new ScreenEffect.Quit(ExitCodes.Success)),
        'n' => new(state with { Form = Forms.Create(state.Configuration) }),
        'r' => new(state, new ScreenEffect.Refresh(Page(state))),
        'g' => new(state, new ScreenEffect.WriteReport()),
        'm' => new(state, new ScreenEffect.LoadFigures()),
        's' => Sort(state),
        '/' => new(state with { List = state.List with { IsSearching = true } }),
        '?' => new(state with { Text = HelpText.Pane }),
        >= '1' and <= '7' and var digit => Filter(state, ListFilter.All[digit - '1']),
        _ => new(state),
    };

    private static Step Filter(ScreenState state, ListFilter filter) =>
        Reload(state with { List = state.List with { Filter = filter, Top = 0, Selected = 0 } });

    private static Step Sort(ScreenState state)
    {
        var next = Orders[(Array.IndexOf(Orders, state.List.Order) + 1) % Orders.Length];
        return Reload(state.Tell($"Order: {Name(next)}.") with { List = state.List with { Order = next, Top = 0, Selected = 0 } });
    }

    private static string Name(TicketOrder order) => order switch
    {
        TicketOrder.NewestUpdated => "last changed first",
        TicketOrder.Priority => "highest priority first",
        TicketOrder.OldestCreated => "oldest first",
        TicketOrder.Identifier => "by ID",
        _ => "newest first",
    };
}
