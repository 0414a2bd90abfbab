using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace RepoTickets.LogTriage.Sources;

/// <summary>One JSON object a line.</summary>
internal sealed class JsonLinesInterpreter(LogFileOptions options) : ILineInterpreter
{
    private const int Deepest = 32;

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = Deepest, AllowTrailingCommas = true };

    public void Add(in LogLine line, RecordCollector records)
    {
        if (line.Bytes.Span.Trim((byte)' ').IsEmpty)
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(line.Bytes, Reading);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                records.Reject(line, "The line is JSON, but no object.");
                return;
            }

            var fields = new RecordFields();
            fields.Add(document.RootElement);
            if (fields.Make(options, UsualLevel(document.RootElement)) is { } entry)
            {
                records.Entries.Add(entry with { Position = line.End.ToString(CultureInfo.InvariantCulture) });
            }
            else
            {
                records.Reject(line, "The record has no message and no exception.");
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            records.Reject(line, $"The line is not JSON: {DisplayText.Escape(exception.Message, 150)}");
        }
    }

    public void Complete(RecordCollector records)
    {
        // A line is a record; nothing is held back.
    }

    /// <summary>Compact JSON (CLEF) leaves the level of information out; others have no usual one, and what is triaged are errors.</summary>
    private static LogLevel UsualLevel(JsonElement root) =>
        root.TryGetProperty("@t"u8, out _) && !root.TryGetProperty("@x"u8, out _) ? LogLevel.Information : LogLevel.Error;
}
