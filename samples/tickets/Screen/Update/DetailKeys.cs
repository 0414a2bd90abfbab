using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Screen.Input;
using RepoTickets.CommandLine.Screen.Model;

namespace RepoTickets.CommandLine.Screen.Update;

/// <summary>The keys of a ticket.</summary>
internal static class DetailKeys
{
    internal static Step Press(ScreenState state, DetailPane detail, ScreenKey key) => (key.Kind, key.Letter) switch
    {
        (KeyKind.Escape, _) => ListKeys.Reload(state with { Detail = null }),
        (_, 'q') => new(state, new ScreenEffect.Quit(ExitCodes.Success)),
        (_, '?') => new(state with { Text = HelpText.Pane }),
        (_, 'm') => new(state, new ScreenEffect.LoadFigures()),
        (_, 'r') => new(state, new ScreenEffect.Refresh(ListKeys.Page(state)), new ScreenEffect.LoadTicket(detail.Ticket.Id)),
        (_, 'e') => new(state with { Form = Forms.Edit(detail.Ticket, state.Configuration) }),
        (_, 'c') => new(state with { Form = Forms.Comment(detail.Ticket) }),
        (_, 'j') => new(state with { Form = Forms.Journal(detail.Ticket) }),
        (_, 't') => new(state with { Form = Forms.Time(detail.Ticket) }),
        _ => new(state with { Detail = detail with { Top = TextKeys.Scroll(state, detail.Text, detail.Top, key) } }),
    };
}
