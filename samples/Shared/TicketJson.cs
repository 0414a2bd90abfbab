using System.Text.Json;
using RepoTickets.Batch;

namespace RepoTickets.Samples;

/// <summary>Tickets as JSON, with the names of their files.</summary>
internal static class TicketJson
{
    /// <summary>Writes what lists show of a ticket into an object that is open.</summary>
    internal static void WriteSummary(Utf8JsonWriter writer, TicketSummary ticket)
    {
        writer.WriteString("id", ticket.Id.Value);
        writer.WriteString("title", ticket.Title);
        writer.WriteString("status", ticket.Status.Value);
        writer.WriteString("priority", ticket.Priority.Value);
        writer.Texts("labels", ticket.Labels);
        writer.WriteString("assignee", ticket.Assignee);
        writer.WriteString("reporter", ticket.Reporter);
        writer.WriteString("epic_id", ticket.EpicId?.Value);
        writer.WriteString("created_at", ticket.CreatedAt);
        writer.WriteString("updated_at", ticket.UpdatedAt);
    }

    /// <summary>The ticket as exports have it: all keys of its file, so that it can be imported again.</summary>
    /// <param name="files">What exports.</param>
    /// <param name="id">The ticket.</param>
    /// <param name="within">What the ticket must match; null for nothing more.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="DocumentNotFoundException">There is no such ticket, or it does not match.</exception>
    internal static async ValueTask<JsonElement> ExportAsync(
        ITicketFiles files, TicketId id, TicketFilter? within, CancellationToken cancellationToken)
    {
        var filter = TicketFilter.Id(id);
        using var stream = new MemoryStream();
        await files.ExportAsync(
            new TicketQuery { Filter = within is null ? filter : filter & within }, ExportFormat.JsonLines, stream,
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return stream.Length == 0
            ? throw new DocumentNotFoundException(id.Key)
            : JsonElement.Parse(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }
}
