using System.Text.Encodings.Web;
using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace RepoTickets.Mcp.Tools;

/// <summary>
/// Makes the answers of tools: the JSON that the command line prints, as structured content and, for clients without it, as text.
/// </summary>
internal static class ToolResults
{
    /// <summary>A list ends early when it has this many bytes.</summary>
    private const int LargestList = 256 << 10;

    /// <summary>Models read this as text, not a page or a terminal: escapes of letters would only cost them length.</summary>
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static CallToolResult Of(string kind, Action<Utf8JsonWriter> writeMembers)
    {
        var answer = JsonShape.ToElement(kind, writeMembers);
        return new() { StructuredContent = answer, Content = [ToText(answer)] };
    }

    internal static TextContentBlock ToText(JsonElement answer) => new() { Text = JsonSerializer.Serialize(answer, Readable) };

    /// <param name="kind">The name of the list.</param>
    /// <param name="page">What was asked for.</param>
    /// <param name="items">What is there from the page's first place on; one more than the page takes tells that the list goes on.</param>
    /// <param name="total">How many there are in all; null when nobody counted.</param>
    /// <param name="writeItem">Writes an item's members.</param>
    /// <param name="writeMore">Writes what stands beside the items.</param>
    internal static CallToolResult OfList<TItem>(
        string kind, Page page, IReadOnlyList<TItem> items, int? total, Action<Utf8JsonWriter, TItem> writeItem,
        Action<Utf8JsonWriter>? writeMore = null) =>
        Of(kind, writer =>
        {
            writer.Number("total", (long?)total);
            writer.WriteStartArray("items");
            var shown = 0;
            while (shown < Math.Min(items.Count, page.Take) && writer.BytesCommitted + writer.BytesPending < LargestList)
            {
                writer.WriteStartObject();
                writeItem(writer, items[shown++]);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteNumber("count", shown);
            writer.WriteString(
                "next_cursor", shown > 0 && (shown < items.Count || page.Skip + shown < total) ? page.CursorAfter(shown) : null);
            writeMore?.Invoke(writer);
        });

    /// <summary>What was done to a ticket, with the version that the next change expects.</summary>
    internal static CallToolResult OfChange(
        string action, Ticket ticket, Action<Utf8JsonWriter>? writeMore = null) => Of("change", writer =>
    {
        ChangeJson.Write(writer, action, ticket.Key);
        writer.WriteString("document_version", ticket.Version.ToString());
        writer.WriteStartObject("item");
        TicketJson.WriteSummary(writer, TicketSummary.From(ticket));
        writer.WriteEndObject();
        writeMore?.Invoke(writer);
    });
}
