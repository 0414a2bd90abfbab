using System.Text.Json;

namespace RepoTickets.LogTriage;

/// <summary>
/// Files nothing: writes each ticket, comment and reopening as a line of JSON to a writer, such as the console. Knows what it wrote in its
/// own life only. Thread-safe.
/// </summary>
public sealed class ReportSink : ITicketSink
{
    private readonly TextWriter _writer;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, FiledTicket> _filed = new(StringComparer.Ordinal);

    /// <summary>A report to a writer, which is not closed.</summary>
    public ReportSink(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _writer = writer;
    }

    /// <inheritdoc/>
    public string Name => "report";

    /// <inheritdoc/>
    public TimeSpan SearchLag => TimeSpan.Zero;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<FiledTicket>> FindByMarkerAsync(string marker, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(marker);
        lock (_gate)
        {
            return new(_filed.TryGetValue(marker, out var ticket) ? [ticket] : []);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<FiledTicket>> FindSimilarAsync(
        LogGroup group, LogAnalysis analysis, int limit, CancellationToken cancellationToken = default) => new([]);

    /// <inheritdoc/>
    public ValueTask<FiledTicket> CreateAsync(TicketDraft draft, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        lock (_gate)
        {
            var ticket = new FiledTicket($"REPORT-{_filed.Count + 1}", IsClosed: false, draft.Title, draft.Description);
            Write("ticket", ticket.Key, draft.Title, draft.Description, draft);
            _filed[draft.Marker] = ticket;
            return new(ticket);
        }
    }

    /// <inheritdoc/>
    public ValueTask CommentAsync(string ticketKey, string markdown, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            Write("comment", ticketKey, null, markdown, null);
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask ReopenAsync(string ticketKey, string markdown, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            Write("reopen", ticketKey, null, markdown, null);
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask LinkAsync(string ticketKey, string earlierKey, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            Write("link", ticketKey, null, earlierKey, null);
        }

        return default;
    }

    private void Write(string kind, string key, string? title, string text, TicketDraft? draft)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("kind"u8, kind);
            writer.WriteString("key"u8, key);
            if (draft is not null)
            {
                writer.WriteString("title"u8, title);
                writer.WriteString("severity"u8, Audit.AuditLine.SeverityOf(draft.Severity));
                writer.WriteString("assignee"u8, draft.Assignee);
                writer.WriteStartArray("labels"u8);
                foreach (var label in draft.Labels)
                {
                    writer.WriteStringValue(label);
                }

                writer.WriteEndArray();
            }

            writer.WriteString("text"u8, text);
            writer.WriteEndObject();
        }

        _writer.WriteLine(System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
        _writer.Flush();
    }
}
