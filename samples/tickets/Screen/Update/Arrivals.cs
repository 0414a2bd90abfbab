using RepoTickets.CommandLine.Screen.Model;

namespace RepoTickets.CommandLine.Screen.Update;

/// <summary>What the store answers, and what others do in it.</summary>
internal static class Arrivals
{
    internal static Step Apply(ScreenState state, ScreenMessage message) => message switch
    {
        ScreenMessage.PageLoaded page => Page(state, page),
        ScreenMessage.TicketLoaded loaded => Ticket(state, loaded.Ticket),
        ScreenMessage.TicketMissing missing => Missing(state, missing.Id),
        ScreenMessage.FiguresLoaded figures => new(state.Tell("") with { Text = new("Metrics", figures.Text) }),
        ScreenMessage.StoreChanged changed => Changed(state, changed.Keys),
        ScreenMessage.Saved saved => Saved(state, saved),
        ScreenMessage.Conflicted conflict => new(Conflicts.Show(state, conflict.Current)),
        ScreenMessage.Done done => new(state.Tell(done.Sentence)),
        ScreenMessage.Refused refused => new(state.Complain(refused.Reason)),
        _ => new(state),
    };

    /// <summary>The ticket that was chosen stays so, even if others moved it.</summary>
    private static Step Page(ScreenState state, ScreenMessage.PageLoaded page)
    {
        var list = state.List;
        var chosen = list.Chosen?.Ticket.Id;
        var index = chosen is null ? -1 : page.Rows.ToList().FindIndex(row => row.Ticket.Id == chosen);
        var arrived = state with
        {
            Now = page.Now,
            List = list with
            {
                Rows = page.Rows,
                Total = page.Total,
                Faults = page.Faults,
                Selected = index < 0 || list.Selected == 0 ? list.Selected : list.Top + index,
            },
        };
        arrived = arrived with { List = ListKeys.Show(arrived, arrived.List.Selected) };
        return arrived.List.Top == list.Top ? new(arrived) : ListKeys.Reload(arrived);
    }

    private static Step Ticket(ScreenState state, DetailPane loaded)
    {
        if (state.Form is { Kind: FormKind.Edit, Original: { } original } && original.Id == loaded.Ticket.Id)
        {
            return original.Version == loaded.Ticket.Version
                ? new(state)
                : new(state.Complain($"{original.Id} has just been changed by somebody else: Ctrl-S will show what, and write nothing."));
        }

        var top = state.Detail?.Ticket.Id == loaded.Ticket.Id ? state.Detail.Top : 0;
        return new(state with { Detail = loaded with { Top = top } });
    }

    private static Step Missing(ScreenState state, TicketId id)
    {
        var told = state.Complain($"{id} is gone: somebody deleted it.");
        return told.Form is not null ? new(told) : ListKeys.Reload(told with { Detail = null });
    }

    private static Step Changed(ScreenState state, IReadOnlySet<DocumentKey>? keys)
    {
        if (keys is not null && !keys.Any(static key => key.Kind == DocumentKind.Ticket))
        {
            return new(state);
        }

        var shown = state.Form?.Original ?? state.Detail?.Ticket;
        return shown is not null && (keys is null || keys.Contains(shown.Key))
            ? new(state, ListKeys.Page(state), new ScreenEffect.LoadTicket(shown.Id))
            : ListKeys.Reload(state);
    }

    private static Step Saved(ScreenState state, ScreenMessage.Saved saved)
    {
        var told = state.Tell(saved.Sentence) with { Form = null };
        if (saved.IsNew)
        {
            return ListKeys.Reload(told with { List = told.List with { Selected = 0, Top = 0 } });
        }

        return told.Detail is { } detail
            ? new(told, ListKeys.Page(told), new ScreenEffect.LoadTicket(detail.Ticket.Id))
            : ListKeys.Reload(told);
    }
}
