using System.Globalization;
using RepoTickets.CommandLine.Reports.Figures;

namespace RepoTickets.CommandLine.Reports.Page;

/// <summary>
/// The first page of the ticket list as markup: what is there before the script runs, and all there is where no script may run.
/// </summary>
internal static class TicketRows
{
    /// <summary>Rows on a page of the list; the script has the same number.</summary>
    internal const int PageSize = 50;

    /// <summary>In the list's order: open ones first, then by the last change.</summary>
    internal static IReadOnlyList<Ticket> Order(ReportSource source) =>
    [
        .. source.Tickets
            .OrderByDescending(static ticket => ticket.IsOpen)
            .ThenByDescending(static ticket => ticket.UpdatedAt)
            .ThenBy(static ticket => ticket.Id),
    ];

    internal static void Write(HtmlWriter html, ReportSource source, IReadOnlyList<Ticket> ordered)
    {
        foreach (var ticket in ordered.Take(PageSize))
        {
            html.Write($"""<tr><th class="id" scope="row">{ticket.Id.Value}</th><td class="title">""");
            html.Write($"""<bdi>{ticket.Title,PageText.LongestTitle}</bdi>""");
            if (ticket.Labels.Count > 0)
            {
                html.Write($"""<ul class="labels" aria-label="Labels">""");
                foreach (var label in ticket.Labels.Take(TicketData.MaximumLabels))
                {
                    html.Write($"<li><bdi>{label}</bdi></li>");
                }

                html.Write($"</ul>");
            }

            html.Write($"</td><td>{Badges.Status(ticket.Status)}</td><td>{Badges.Priority(ticket.Priority)}</td>");
            html.Write($"""<td class="who"><bdi>{ticket.Assignee}</bdi></td>""");
            html.Write($"""<td class="num">{Day(source, ticket.CreatedAt)}</td><td class="num">{Day(source, ticket.UpdatedAt)}</td>""");
            html.Write($"""<td class="num">{ticket.StoryPoints?.ToString(CultureInfo.InvariantCulture)}</td></tr>""");
            html.Write($"\n");
        }
    }

    internal static string Day(ReportSource source, DateTimeOffset instant) =>
        instant == default ? "" : source.DayOf(instant).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
