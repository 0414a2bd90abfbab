using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Reports;
using RepoTickets.CommandLine.Reports.Figures;
using RepoTickets.CommandLine.Screen.Model;
using RepoTickets.CommandLine.Screen.Update;
using RepoTickets.CommandLine.Tickets;

namespace RepoTickets.CommandLine.Screen.Run;

/// <summary>Does what the model wants done, with the store.</summary>
internal sealed class ScreenStore(
    ITicketStore store, ScreenChanges changes, Func<CancellationToken, Task<string>> writeReport, TimeProvider time) : IScreenStore
{
    public async Task<ScreenMessage> DoAsync(ScreenEffect effect, CancellationToken cancellationToken)
    {
        try
        {
            return effect switch
            {
                ScreenEffect.LoadPage page => await LoadAsync(page, cancellationToken).ConfigureAwait(false),
                ScreenEffect.Refresh refresh => await RefreshAsync(refresh, cancellationToken).ConfigureAwait(false),
                ScreenEffect.LoadTicket load => await LoadAsync(load.Id, cancellationToken).ConfigureAwait(false),
                ScreenEffect.LoadFigures => await CountAsync(cancellationToken).ConfigureAwait(false),
                ScreenEffect.WriteReport => new ScreenMessage.Done(await writeReport(cancellationToken).ConfigureAwait(false)),
                ScreenEffect.Change change => await changes.DoAsync(change, cancellationToken).ConfigureAwait(false),
                _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, "The screen does not know how to do this."),
            };
        }
        catch (VersionConflictException conflict) when (conflict.Key.Kind == DocumentKind.Ticket)
        {
            return await ConflictAsync(conflict.Key, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && Failures.TryExplain(exception, out var failure))
        {
            return new ScreenMessage.Refused(failure.Message);
        }
    }

    /// <summary>
    /// What somebody else wrote may be unreadable just then; that must not end the screen, for the form has text that is nowhere else.
    /// </summary>
    private async Task<ScreenMessage> ConflictAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        try
        {
            return new ScreenMessage.Conflicted(await store.GetAsync(key, cancellationToken).ConfigureAwait(false) as Ticket);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && Failures.TryExplain(exception, out var failure))
        {
            return new ScreenMessage.Refused(
                $"Nothing was written: {key.Id} was changed by somebody else and cannot be read now. {failure.Message}");
        }
    }

    private async Task<ScreenMessage> LoadAsync(ScreenEffect.LoadPage page, CancellationToken cancellationToken)
    {
        var found = await store.QueryAsync(ScreenQuery.Of(page), cancellationToken).ConfigureAwait(false);
        var rows = new List<ListRow>(found.Tickets.Count);
        foreach (var ticket in found.Tickets)
        {
            rows.Add(new(ticket, await HoursAsync(ticket.Id, cancellationToken).ConfigureAwait(false)));
        }

        var faults = await store.GetFaultsAsync(cancellationToken).ConfigureAwait(false);
        return new ScreenMessage.PageLoaded(
            rows, found.TotalCount
                ?? found.Tickets.Count, faults.Count(static fault => fault.Key?.Kind == DocumentKind.Ticket), time.GetUtcNow());
    }

    private async ValueTask<double?> HoursAsync(TicketId id, CancellationToken cancellationToken)
    {
        try
        {
            return (await store.GetAsync(id, cancellationToken).ConfigureAwait(false))?.GetTotalHoursSpent(time);
        }
        catch (DocumentFaultException)
        {
            // The row says that it is not known; opening the ticket says why.
            return null;
        }
    }

    private async Task<ScreenMessage> RefreshAsync(ScreenEffect.Refresh refresh, CancellationToken cancellationToken)
    {
        await store.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return await LoadAsync(refresh.Page, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ScreenMessage> LoadAsync(TicketId id, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(id, cancellationToken).ConfigureAwait(false) is not { } ticket)
        {
            return new ScreenMessage.TicketMissing(id);
        }

        using var text = new StringWriter();
        new TicketText(text, time).Write(ticket);
        return new ScreenMessage.TicketLoaded(new(ticket, text.ToString()));
    }

    private async Task<ScreenMessage> CountAsync(CancellationToken cancellationToken)
    {
        var source = await ReportLoader.LoadAsync(store, "", time, ReportSource.DefaultDays, null, cancellationToken).ConfigureAwait(false);
        using var text = new StringWriter();
        new MetricsText(text).Write(TicketMetrics.Of(source), source.Tickets);
        return new ScreenMessage.FiguresLoaded(text.ToString());
    }
}
