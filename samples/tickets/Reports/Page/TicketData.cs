using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using RepoTickets.CommandLine.Reports.Figures;

namespace RepoTickets.CommandLine.Reports.Page;

/// <summary>
/// All tickets as JSON for the page's script: words that recur are written once and named by number, so ten thousand tickets stay near a
/// megabyte. The encoder writes <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c> and quotes as escapes, so nothing in it can end the element that it
/// stands in.
/// </summary>
internal static class TicketData
{
    internal const int MaximumLabels = 12;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    internal static Markup Write(ReportSource source, IReadOnlyList<Ticket> ordered)
    {
        var statuses = new Words(source.Configuration.Statuses.Select(static status => status.Value));
        var priorities = new Words(source.Configuration.Priorities.Select(static priority => priority.Value));
        var people = new Words([]);
        var labels = new Words([]);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("pageSize", TicketRows.PageSize);
            writer.WriteStartArray("tickets");
            foreach (var ticket in ordered)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(PageText.Clean(ticket.Id.Value));
                writer.WriteStringValue(PageText.Clean(ticket.Title, PageText.LongestTitle));
                writer.WriteNumberValue(statuses.Number(ticket.Status.Value));
                writer.WriteNumberValue(priorities.Number(ticket.Priority.Value));
                writer.WriteNumberValue(string.IsNullOrWhiteSpace(ticket.Assignee) ? -1 : people.Number(PageText.Clean(ticket.Assignee)));
                writer.WriteStartArray();
                foreach (var label in ticket.Labels.Take(MaximumLabels))
                {
                    writer.WriteNumberValue(labels.Number(PageText.Clean(label)));
                }

                writer.WriteEndArray();
                writer.WriteStringValue(TicketRows.Day(source, ticket.CreatedAt));
                writer.WriteStringValue(TicketRows.Day(source, ticket.UpdatedAt));
                if (ticket.StoryPoints is { } points)
                {
                    writer.WriteNumberValue(points);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            statuses.Write(writer, "statuses");
            priorities.Write(writer, "priorities");
            people.Write(writer, "people");
            labels.Write(writer, "labels");
            writer.WriteEndObject();
        }

        return new(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    /// <summary>Words in the order in which they were met, known ones first.</summary>
    private sealed class Words
    {
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

        internal Words(IEnumerable<string> known)
        {
            foreach (var word in known)
            {
                Number(word);
            }
        }

        internal int Number(string word)
        {
            if (!_numbers.TryGetValue(word, out var number))
            {
                _numbers[word] = number = _numbers.Count;
            }

            return number;
        }

        internal void Write(Utf8JsonWriter writer, string name)
        {
            writer.WriteStartArray(name);
            foreach (var word in _numbers.OrderBy(static pair => pair.Value))
            {
                writer.WriteStringValue(word.Key);
            }

            writer.WriteEndArray();
        }
    }
}
