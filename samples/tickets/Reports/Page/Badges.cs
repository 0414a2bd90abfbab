namespace RepoTickets.CommandLine.Reports.Page;

/// <summary>Status and priority, told by word and colour. What a repository adds to the usual ones has a colour of its own.</summary>
internal static class Badges
{
    private static readonly string[] Statuses = ["open", "in-progress", "blocked", "closed", "cancelled"];
    private static readonly string[] Priorities = ["critical", "high", "medium", "low"];

    internal static Markup Status(TicketStatus status) => Badge(StatusClass(status.Value), status.Value);

    internal static Markup Priority(TicketPriority priority) => Badge(PriorityClass(priority.Value), priority.Value);

    internal static string StatusClass(string status) => Array.IndexOf(Statuses, status) < 0 ? "s-other" : $"s-{status}";

    internal static string PriorityClass(string priority) => Array.IndexOf(Priorities, priority) < 0 ? "p-other" : $"p-{priority}";

    private static Markup Badge(string style, string word)
    {
        var html = new HtmlWriter();
        html.Write($"""<span class="badge {style}">{word}</span>""");
        return html.ToMarkup();
    }
}
