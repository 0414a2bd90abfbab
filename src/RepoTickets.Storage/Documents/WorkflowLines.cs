using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RepoTickets.Storage.Documents;

/// <summary>What grows in a workflow's file, as one line of text an item: history, kept signals, items of a for-each.</summary>
internal static class WorkflowLines
{
    private const string Nothing = "-";
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Write(WorkflowHistoryEntry entry)
    {
        Span<char> at = stackalloc char[TimestampText.InstantLength];
        TimestampText.WriteInstant(entry.At, at);
        return entry.Detail.Length == 0
            ? $"{(ReadOnlySpan<char>)at} {entry.What} {entry.Step ?? Nothing}"
            : $"{(ReadOnlySpan<char>)at} {entry.What} {entry.Step ?? Nothing} {entry.Detail}";
    }

    internal static string Write(WorkflowSignal signal) =>
        $"{TimestampText.WriteInstant(signal.At)} {signal.Name} {signal.Step ?? Nothing} {signal.Value}";

    internal static bool TryReadEntry(string line, [NotNullWhen(true)] out WorkflowHistoryEntry? entry)
    {
        var parts = line.Split(' ', 4);
        entry = parts.Length >= 3 && TryReadInstant(parts[0], out var at)
            ? new(at, parts[1], parts[2] == Nothing ? null : parts[2], parts.Length == 4 ? parts[3] : "")
            : null;
        return entry is not null;
    }

    internal static bool TryReadSignal(string line, [NotNullWhen(true)] out WorkflowSignal? signal)
    {
        var parts = line.Split(' ', 4);
        signal = parts.Length == 4 && TryReadInstant(parts[0], out var at)
            ? new(parts[1], parts[3], at, parts[2] == Nothing ? null : parts[2])
            : null;
        return signal is not null;
    }

    /// <summary>One item of a for-each as a JSON object on one line, without what it has not got.</summary>
    internal static string Write(WorkflowStepState item)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("id", item.Id);
            json.WriteString("status", EnumTexts.WorkflowStepStatus.Write(item.Status));
            WriteCount(json, "attempts", item.Attempts);
            WriteTime(json, "started_at", item.StartedAt);
            WriteTime(json, "ended_at", item.EndedAt);
            WriteCount(json, "ordinal", item.Ordinal);
            WriteTime(json, "due", item.Due);
            WriteTime(json, "deadline", item.Deadline);
            WriteText(json, "result", item.Result);
            WriteText(json, "error", item.Error.Length == 0 ? null : item.Error);
            WriteText(json, "note", item.Note.Length == 0 ? null : item.Note);
            WriteText(json, "task_id", item.TaskId?.Value);
            WriteText(json, "child_id", item.ChildId?.Value);
            WriteCount(json, "token", item.Token);
            WriteCount(json, "since", item.Since);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    internal static bool TryReadItem(string line, [NotNullWhen(true)] out WorkflowStepState? item)
    {
        item = null;
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (!EnumTexts.WorkflowStepStatus.TryRead(root.GetProperty("status").GetString(), out var status))
            {
                return false;
            }

            item = new()
            {
                Id = root.GetProperty("id").GetString() ?? "",
                Status = status,
                Attempts = (int)ReadCount(root, "attempts"),
                StartedAt = ReadTime(root, "started_at"),
                EndedAt = ReadTime(root, "ended_at"),
                Ordinal = (int)ReadCount(root, "ordinal"),
                Due = ReadTime(root, "due"),
                Deadline = ReadTime(root, "deadline"),
                Result = ReadText(root, "result"),
                Error = ReadText(root, "error") ?? "",
                Note = ReadText(root, "note") ?? "",
                TaskId = ReadText(root, "task_id") is { } task ? AgentTaskId.FromStored(task) : null,
                ChildId = ReadText(root, "child_id") is { } child ? WorkflowId.FromStored(child) : null,
                Token = ReadCount(root, "token"),
                Since = ReadCount(root, "since"),
            };
            return true;
        }
        catch (Exception exception) when (exception
            is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private static void WriteCount(Utf8JsonWriter json, string name, long value)
    {
        if (value != 0)
        {
            json.WriteNumber(name, value);
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? value) =>
        WriteText(json, name, value is { } time ? TimestampText.WriteInstant(time) : null);

    private static long ReadCount(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetInt64() : 0;

    private static string? ReadText(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static DateTimeOffset? ReadTime(JsonElement root, string name) => ReadText(root, name) switch
    {
        null => null,
        var text when TryReadInstant(text, out var time) => time,
        var text => throw new FormatException($"'{text}' is not a time."),
    };

    private static bool TryReadInstant(string text, out DateTimeOffset instant) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
}
