using System.Globalization;
using System.Text;

namespace RepoTickets.Mcp.Resources;

/// <summary>
/// A ticket as Markdown. Texts of the ticket stand in quotations, line by line, so that nothing in them can pass for a heading or a field
/// of the page.
/// </summary>
internal static class TicketMarkdown
{
    private const int LongestText = 100_000;
    private const int MostComments = 50;

    internal static string Write(Ticket ticket)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# {ticket.Id}: {Line(ticket.Title)}\n\n");
        Field(page, "Status", ticket.Status.Value);
        Field(page, "Priority", ticket.Priority.Value);
        Field(page, "Labels", string.Join(", ", ticket.Labels));
        Field(page, "Assignee", ticket.Assignee);
        Field(page, "Reporter", ticket.Reporter);
        Field(page, "Epic", ticket.EpicId?.Value);
        Field(page, "Created", ticket.CreatedAt.ToString("O", CultureInfo.InvariantCulture));
        Field(page, "Updated", ticket.UpdatedAt.ToString("O", CultureInfo.InvariantCulture));
        Field(page, "Version", ticket.Version.ToString());
        if (ticket.Description.Length > 0)
        {
            page.Append("\n## Description\n\n");
            Quote(page, ticket.Description);
        }

        if (ticket.Comments.Count > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## Comments ({ticket.Comments.Count})\n");
            foreach (var comment in ticket.Comments.Skip(ticket.Comments.Count - MostComments))
            {
                page.Append(CultureInfo.InvariantCulture, $"\nBy \"{Line(comment.Author)}\", {comment.CreatedAt:O}:\n\n");
                Quote(page, comment.Content);
            }
        }

        return page.ToString();
    }

    private static void Field(StringBuilder page, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            page.Append(CultureInfo.InvariantCulture, $"- {name}: {Line(value)}\n");
        }
    }

    private static void Quote(StringBuilder page, string text)
    {
        var shown = text.Length <= LongestText ? text : text[..LongestText];
        foreach (var line in shown.ReplaceLineEndings("\n").Split('\n'))
        {
            page.Append("> ").Append(DisplayText.Escape(line, LongestText)).Append('\n');
        }

        if (shown.Length < text.Length)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n(cut after {LongestText} of {text.Length} characters; show_ticket shows more)\n");
        }
    }

    private static string Line(string text) => DisplayText.Escape(text, DocumentBounds.TitleLength);
}
