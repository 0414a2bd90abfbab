using System.Text;
using RepoTickets.Batch.Fields;

namespace RepoTickets.Batch.Files;

/// <summary>Rows of CSV as RFC 4180 wants them, and as spreadsheets do not take them for formulas.</summary>
internal static class CsvText
{
    internal const string Header = "id,title,status,priority,assignee,reporter,labels,epic_id,created_at,updated_at\r\n";

    internal static byte[] Row(TicketSummary ticket)
    {
        var row = new StringBuilder();
        Add(row, ticket.Id.Value);
        Add(row, ticket.Title);
        Add(row, ticket.Status.Value);
        Add(row, ticket.Priority.Value);
        Add(row, ticket.Assignee ?? "");
        Add(row, ticket.Reporter);
        Add(row, string.Join("; ", ticket.Labels));
        Add(row, ticket.EpicId?.Value ?? "");
        Add(row, Time(ticket.CreatedAt));
        Add(row, Time(ticket.UpdatedAt));
        return Encoding.UTF8.GetBytes(row.Append("\r\n").ToString());
    }

    private static void Add(StringBuilder row, string value)
    {
        // A cell that begins with one of these is run as a formula by spreadsheets; the apostrophe makes it a text.
        var text = value.AsSpan().TrimStart(' ') is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..]
            ? "'" + value
            : value;
        row.Append(row.Length > 0 ? "," : "");
        if (text.AsSpan().IndexOfAny([',', '"', '\r', '\n']) < 0)
        {
            row.Append(text);
        }
        else
        {
            row.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
    }

    private static string Time(DateTimeOffset time) => time == default ? "" : InstantText.Write(time);
}
