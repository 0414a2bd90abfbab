using System.Globalization;
using RepoTickets.CommandLine.Reports.Figures;

namespace RepoTickets.CommandLine.Reports.Page;

/// <summary>All tickets, with filters. The script fills in the choices and the rows; without it the first page of rows is there.</summary>
internal static class TicketSection
{
    private static readonly (string Id, string Name)[] Choices =
        [("status", "Status"), ("priority", "Priority"), ("assignee", "Assignee"), ("label", "Label")];

    internal static void Write(HtmlWriter html, ReportFigures figures)
    {
        var ordered = TicketRows.Order(figures.Source);
        html.Write($"<section id=\"tickets\" aria-labelledby=\"tickets-title\" tabindex=\"-1\"><h2 id=\"tickets-title\">Tickets</h2>");
        html.Write($"<div class=\"card list\">\n");
        if (ordered.Count == 0)
        {
            html.Write($"<p class=\"empty\">There are no tickets yet. <code>tickets create \"Title\"</code> makes the first.</p></div>");
            html.Write($"</section>\n");
            return;
        }

        WriteFilters(html);
        html.Write($"<p id=\"count\" role=\"status\" aria-live=\"polite\">{Count(ordered.Count)}</p>\n");
        html.Write($"<table id=\"list\"><caption class=\"hidden\">Tickets that match the filters</caption><thead><tr>");
        html.Write($"<th scope=\"col\">ID</th><th scope=\"col\">Title</th>");
        html.Write($"<th scope=\"col\">Status</th><th scope=\"col\">Priority</th><th scope=\"col\">Assignee</th>");
        html.Write($"<th scope=\"col\" class=\"num\">Created</th>");
        html.Write($"<th scope=\"col\" class=\"num\">Changed</th><th scope=\"col\" class=\"num\"><abbr title=\"Story points\">Pts</abbr>");
        html.Write($"</th></tr></thead>\n<tbody>\n");
        TicketRows.Write(html, figures.Source, ordered);
        html.Write($"</tbody>");
        html.Write($"</table>\n<p id=\"nothing\" class=\"empty\" hidden>No ticket matches. <button type=\"button\" class=\"link\"");
        html.Write($" data-reset>Reset the filters</button></p>");
        html.Write($"<div id=\"pages\" class=\"pages\" role=\"group\" aria-label=\"Pages\" hidden>");
        html.Write($"<button type=\"button\" data-page=\"-1\">Previous</button>");
        html.Write($"<span id=\"page\"></span><button type=\"button\" data-page=\"1\">Next</button></div></div></section>\n");
        html.Write($"<script type=\"application/json\" id=\"data\">{TicketData.Write(figures.Source, ordered)}</script>\n");
    }

    private static string Count(int total) => total > TicketRows.PageSize
        ? $"The first {TicketRows.PageSize} of {total.ToString("#,0", CultureInfo.InvariantCulture)} tickets; a browser that runs " +
            "scripts shows all."
        : $"{total} {(total == 1 ? "ticket" : "tickets")}";

    private static void WriteFilters(HtmlWriter html)
    {
        html.Write($"<search class=\"filters\" hidden>");
        html.Write($"<label class=\"grow\">Search<input id=\"q\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\"");
        html.Write($" placeholder=\"ID, title, label or assignee\"></label>");
        foreach (var (id, name) in Choices)
        {
            html.Write($"<label>{name}<select id=\"{id}\"></select></label>");
        }

        html.Write($"<label>Order<select id=\"order\"><option value=\"\">last changed</option><option value=\"created\">newest</option>");
        html.Write($"<option value=\"oldest\">oldest</option><option value=\"priority\">priority</option>");
        html.Write($"<option value=\"id\">ID</option></select></label>");
        html.Write($"<button type=\"button\" data-reset>Reset</button></search>\n");
    }
}
