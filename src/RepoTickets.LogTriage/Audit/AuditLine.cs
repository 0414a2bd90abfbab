using System.Text.Json;

namespace RepoTickets.LogTriage.Audit;

/// <summary>One line of the audit log, and its JSON form.</summary>
internal static class AuditLine
{
    /// <summary>Appends a line.</summary>
    internal static void Write(Stream stream, DateTimeOffset at, string run, string target, TriageMode mode, TriageOutcome outcome)
    {
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("timestamp"u8, at.UtcDateTime);
            writer.WriteString("run"u8, run);
            writer.WriteString("target"u8, target);
            writer.WriteBoolean("dry_run"u8, mode == TriageMode.DryRun);
            writer.WriteString("decision"u8, NameOf(outcome.Decision));
            writer.WriteString("group"u8, outcome.Group.ToString());
            writer.WriteNumber("occurrences"u8, outcome.Occurrences);
            WriteText(writer, "service"u8, outcome.Service);
            WriteText(writer, "error_type"u8, outcome.ErrorType);
            WriteText(writer, "severity"u8, outcome.Severity is { } severity ? SeverityOf(severity) : null);
            WriteText(writer, "ticket"u8, outcome.TicketKey);
            WriteText(writer, "title"u8, outcome.Title);
            WriteText(writer, "strategy"u8, outcome.Strategy);
            if (outcome.Score > 0)
            {
                writer.WriteNumber("score"u8, Math.Round(outcome.Score, 4));
            }

            writer.WriteBoolean("commented"u8, outcome.Commented);
            writer.WriteBoolean("regressed"u8, outcome.Regressed);
            writer.WriteNumber("attempts"u8, outcome.Attempts);
            writer.WriteNumber("elapsed_ms"u8, Math.Round(outcome.Elapsed.TotalMilliseconds, 3));
            WriteText(writer, "reason"u8, outcome.Reason);
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    internal static string NameOf(TriageDecision decision) => decision switch
    {
        TriageDecision.Created => "created",
        TriageDecision.Simulated => "simulated",
        TriageDecision.Duplicate => "duplicate",
        TriageDecision.Skipped => "skipped",
        TriageDecision.CapReached => "cap-reached",
        TriageDecision.Deferred => "deferred",
        TriageDecision.DeadLettered => "dead-lettered",
        _ => "interrupted",
    };

    internal static string SeverityOf(FaultSeverity severity) => severity switch
    {
        FaultSeverity.High => "high",
        FaultSeverity.Medium => "medium",
        _ => "low",
    };

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.WriteString(name, value);
        }
    }
}
