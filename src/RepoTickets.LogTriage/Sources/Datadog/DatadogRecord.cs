using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace RepoTickets.LogTriage.Datadog;

/// <summary>Reads one record of an answer. What is odd about it is told, never thrown: one bad record must not hide the others.</summary>
internal static class DatadogRecord
{
    private const int MaximumAttributes = 1_000;
    private const int MaximumDepth = 30;

    /// <returns>What is wrong with it; null when <paramref name="entry"/> is set.</returns>
    internal static string? Read(JsonElement record, string service, out LogEntry? entry)
    {
        entry = null;
        if (record.ValueKind != JsonValueKind.Object)
        {
            return $"it is {Kind(record)}, not an object";
        }

        if (!record.TryGetProperty("attributes", out var outer) || outer.ValueKind != JsonValueKind.Object)
        {
            return "it has no attributes";
        }

        DateTimeOffset? time = null;
        if (Property(outer, "timestamp") is { } stamp)
        {
            time = TimeOf(stamp);
            if (time is null)
            {
                return $"its timestamp '{DisplayText.Escape(stamp.ToString(), 40)}' is no time";
            }
        }

        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Property(outer, "attributes") is { } inner)
        {
            Flatten(inner, "", attributes, 0);
        }

        AddOuter(outer, attributes);
        entry = ToEntry(outer, service, attributes) with { Id = Text(record, "id"), Time = time };
        return null;
    }

    private static LogEntry ToEntry(JsonElement outer, string service, Dictionary<string, string> attributes) => new()
    {
        Message = Property(outer, "message")?.ToString() ?? attributes.GetValueOrDefault("message") ?? "",
        Level = LevelOf(Text(outer, "status")),
        Service = Text(outer, "service") ?? service,
        Environment = First(attributes, "env", "tag.env"),
        Logger = First(attributes, "logger.name", "logger"),
        Thread = First(attributes, "logger.thread_name", "thread"),
        Detail = First(attributes, "properties.Log", "error.message"),
        ExceptionType = First(attributes, "error.kind", "error.type", "exception.type"),
        StackTrace = First(attributes, "error.stack", "exception.stacktrace", "stack_trace"),
        Template = First(attributes, "message_template", "messageTemplate", "properties.messageTemplate"),
        Fingerprint = First(attributes, "error.fingerprint"),
        Attributes = attributes,
    };

    /// <summary>Host, tags and what else stands beside the attributes proper; they never replace one of those.</summary>
    private static void AddOuter(JsonElement outer, Dictionary<string, string> attributes)
    {
        foreach (var property in outer.EnumerateObject())
        {
            if (property.Name is "message" or "attributes" or "timestamp" or "status" or "service")
            {
                continue;
            }

            if (property is not { Name: "tags", Value.ValueKind: JsonValueKind.Array })
            {
                Flatten(property.Value, property.Name, attributes, 0);
                continue;
            }

            foreach (var tag in property.Value.EnumerateArray().Select(static tag => tag.ToString().Split(':', 2)))
            {
                Add(attributes, "tag." + tag[0], tag.Length > 1 ? tag[1] : "");
            }
        }
    }

    private static void Flatten(JsonElement value, string name, Dictionary<string, string> attributes, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when depth < MaximumDepth:
                foreach (var property in value.EnumerateObject())
                {
                    Flatten(property.Value, name.Length == 0 ? property.Name : $"{name}.{property.Name}", attributes, depth + 1);
                }

                break;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                break;
            default:
                Add(attributes, name.Length == 0 ? "value" : name, value.ToString());
                break;
        }
    }

    private static void Add(Dictionary<string, string> attributes, string name, string value)
    {
        if (attributes.Count < MaximumAttributes)
        {
            attributes.TryAdd(name, value);
        }
    }

    private static string? First(Dictionary<string, string> attributes, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (attributes.TryGetValue(name, out var value) && value.Length > 0)
            {
                return value;
            }
        }

        return null;
    }

    private static DateTimeOffset? TimeOf(JsonElement stamp)
    {
        if (stamp.ValueKind == JsonValueKind.Number)
        {
            return stamp.TryGetInt64(out var milliseconds) && milliseconds is > 0 and < 253_402_300_800_000
                ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                : null;
        }

        return stamp.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(
            stamp.GetString(),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time)
                ? time
                : null;
    }

    private static LogLevel LevelOf(string? status) => status?.ToLowerInvariant() switch
    {
        "emergency" or "alert" or "critical" or "fatal" or "emerg" or "crit" => LogLevel.Critical,
        "warn" or "warning" => LogLevel.Warning,
        "notice" or "info" or "ok" => LogLevel.Information,
        "debug" => LogLevel.Debug,
        "trace" => LogLevel.Trace,
        _ => LogLevel.Error,
    };

    private static JsonElement? Property(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? Text(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;

    private static string Kind(JsonElement element) => element.ValueKind.ToString().ToLowerInvariant();
}
