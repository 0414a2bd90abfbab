using System.Text.Json;
using RepoTickets.LogTriage.Processing;

namespace RepoTickets.LogTriage.Audit;

/// <summary>One line of the dead letters: enough to see what was wrong, and the record to try again with.</summary>
internal static class DeadLetterLine
{
    internal static void Write(Stream stream, DateTimeOffset at, WorkItem item, TriageOutcome outcome)
    {
        var (group, first) = (item.Group, item.Group.First);
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("dead_at"u8, at.UtcDateTime);
            writer.WriteString("group"u8, group.Id.ToString());
            writer.WriteString("error"u8, outcome.Reason);
            writer.WriteNumber("attempts"u8, outcome.Attempts);
            writer.WriteNumber("occurrences"u8, group.Occurrences);
            writer.WriteString("first_seen"u8, group.FirstSeen.UtcDateTime);
            writer.WriteString("last_seen"u8, group.LastSeen.UtcDateTime);

            // The names of the JSON Lines source: the file can be read as a source again.
            writer.WriteString("timestamp"u8, group.LastSeen.UtcDateTime);
            writer.WriteString("level"u8, first.Level.ToString());
            writer.WriteString("message"u8, first.Message);
            WriteText(writer, "service"u8, first.Service);
            WriteText(writer, "environment"u8, first.Environment);
            WriteText(writer, "logger"u8, first.Logger);
            WriteText(writer, "thread"u8, first.Thread);
            WriteText(writer, "detail"u8, first.Detail);
            WriteText(writer, "exception_type"u8, first.ExceptionType);
            WriteText(writer, "stack_trace"u8, first.StackTrace);
            WriteText(writer, "template"u8, first.Template);
            WriteText(writer, "fingerprint"u8, first.Fingerprint);
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.WriteString(name, value);
        }
    }
}
