using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace RepoTickets.LogTriage.Sources;

/// <summary>One LogsData object a line, as OpenTelemetry's file exporter writes them; each holds many records.</summary>
internal sealed class OtlpInterpreter(LogFileOptions options) : ILineInterpreter
{
    private const int Deepest = 64;

    public void Add(in LogLine line, RecordCollector records)
    {
        if (line.Bytes.Span.Trim((byte)' ').IsEmpty)
        {
            return;
        }

        var before = records.Entries.Count;
        try
        {
            using var document = JsonDocument.Parse(line.Bytes, new JsonDocumentOptions { MaxDepth = Deepest });
            foreach (var resource in Items(document.RootElement, "resourceLogs"u8))
            {
                AddResource(resource, line, records);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            records.Reject(line, $"The line is not LogsData: {DisplayText.Escape(exception.Message, 150)}");
        }

        // Reading can go on behind the line only when all its records are done.
        for (var n = before; n < records.Entries.Count; n++)
        {
            var place = n == records.Entries.Count - 1 ? line.End : line.Start;
            records.Entries[n] = records.Entries[n] with { Position = place.ToString(CultureInfo.InvariantCulture) };
        }
    }

    public void Complete(RecordCollector records)
    {
        // A line is complete; nothing is held back.
    }

    private void AddResource(JsonElement resource, in LogLine line, RecordCollector records)
    {
        var (service, environment) = (options.Service, options.Environment);
        if (resource.TryGetProperty("resource"u8, out var about))
        {
            foreach (var (name, value) in Attributes(about))
            {
                service = name == "service.name" ? value : service;
                environment = name is "deployment.environment" or "deployment.environment.name" ? value : environment;
            }
        }

        foreach (var scope in Items(resource, "scopeLogs"u8))
        {
            var logger = scope.TryGetProperty("scope"u8, out var named) ? TextOf(named, "name"u8) : null;
            foreach (var record in Items(scope, "logRecords"u8))
            {
                try
                {
                    records.Entries.Add(Read(record, service, environment, logger));
                }
                catch (Exception exception) when (exception is InvalidOperationException or FormatException)
                {
                    records.Reject(line, $"A record in the line cannot be read: {DisplayText.Escape(exception.Message, 150)}");
                }
            }
        }
    }

    private static LogEntry Read(JsonElement record, string? service, string? environment, string? logger)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in Attributes(record))
        {
            attributes[name] = value;
        }

        var message = record.TryGetProperty("body"u8, out var body) ? ValueText(body) : null;
        return new LogEntry
        {
            Message = message ?? attributes.GetValueOrDefault("exception.message") ?? "",
            Level = Level(record),
            Time = Time(record),
            Service = service,
            Environment = environment,
            Logger = attributes.GetValueOrDefault("logger.name") ?? attributes.GetValueOrDefault("log.logger") ?? logger,
            Thread = attributes.GetValueOrDefault("thread.name"),
            ExceptionType = attributes.GetValueOrDefault("exception.type"),
            StackTrace = attributes.GetValueOrDefault("exception.stacktrace"),
            Template = attributes.GetValueOrDefault("log.record.template") ?? attributes.GetValueOrDefault("{OriginalFormat}"),
            Id = attributes.GetValueOrDefault("log.record.uid"),
            Attributes = attributes,
        };
    }

    /// <summary>1 to 24 in groups of four, trace to fatal; 0 or none says nothing.</summary>
    private static LogLevel Level(JsonElement record)
    {
        var number = record.TryGetProperty("severityNumber"u8, out var given) && given.ValueKind == JsonValueKind.Number ? given.GetInt32() : 0;
        return number switch
        {
            >= 21 => LogLevel.Critical,
            >= 17 => LogLevel.Error,
            >= 13 => LogLevel.Warning,
            >= 9 => LogLevel.Information,
            >= 5 => LogLevel.Debug,
            >= 1 => LogLevel.Trace,
            _ => LevelNames.Parse(TextOf(record, "severityText"u8)) ?? LogLevel.Information,
        };
    }

    private static DateTimeOffset? Time(JsonElement record)
    {
        foreach (var name in (ReadOnlySpan<string>)["timeUnixNano", "observedTimeUnixNano"])
        {
            if (record.TryGetProperty(name, out var nanos) &&
                long.TryParse(nanos.ValueKind == JsonValueKind.String ? nanos.GetString() : nanos.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) &&
                value > 0)
            {
                return DateTimeOffset.UnixEpoch.AddTicks(value / 100);
            }
        }

        return null;
    }

    private static IEnumerable<(string Name, string Value)> Attributes(JsonElement holder)
    {
        const int Most = 128;
        var count = 0;
        foreach (var attribute in Items(holder, "attributes"u8))
        {
            if (count++ < Most && TextOf(attribute, "key"u8) is { } name && attribute.TryGetProperty("value"u8, out var value) && ValueText(value) is { } text)
            {
                yield return (name, text);
            }
        }
    }

    /// <summary>The text of an AnyValue; lists and maps as their JSON.</summary>
    private static string? ValueText(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }

        foreach (var property in value.EnumerateObject())
        {
            return property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : property.Value.GetRawText();
        }

        return null;
    }

    private static string? TextOf(JsonElement holder, ReadOnlySpan<byte> name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement holder, ReadOnlySpan<byte> name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray()
            : default;
}
