using System.Globalization;
using System.Text.Json;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.LogTriage;

namespace RepoTickets.CommandLine.Triage;

/// <summary>What became of each fault, and the figures.</summary>
internal static class TriageReport
{
    private const int MostRejectedTold = 10;

    internal static void PrintSettings(Invocation invocation, string? format, TriageSettings settings, bool isReal)
    {
        var notUsed = AncestorSettings.FindSet(invocation.Terminal.Environment);
        var names = AncestorSettings.NotUsed.Select(static setting => setting.Name).ToHashSet(StringComparer.Ordinal);
        var origins = settings.Origins.Where(pair => pair.Key == AncestorSettings.FilesTickets ? isReal : !names.Contains(pair.Key))
            .OrderBy(static pair => pair.Key, StringComparer.Ordinal).ToList();
        if (format == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "triage-settings", writer =>
            {
                writer.WriteStartObject("origins");
                origins.ForEach(pair => writer.WriteString(pair.Key, pair.Value));
                writer.WriteEndObject();
                writer.Objects("not_used", notUsed, static (writer, setting) =>
                {
                    writer.WriteString("name", setting.Name);
                    writer.WriteString("reason", setting.Reason);
                });
            });
            return;
        }

        invocation.Output.Write($"✓ The settings are valid.{(origins.Count > 0 ? " Not the default are:" : " All are the defaults.")}\n");
        origins.ForEach(pair => invocation.Output.Write($"  {pair.Key,-34} {SafeText.Line(pair.Value)}\n"));
        invocation.Output.Write(notUsed.Count > 0 ? "In the environment and not used:\n" : "");
        notUsed.ToList().ForEach(setting => invocation.Output.Write($"  {setting.Name,-34} {setting.Reason}\n"));
    }

    internal static void Print(Invocation invocation, string? format, TriageResult result, IReadOnlyList<RejectedRecord> rejected)
    {
        if (format == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "triage", writer => WriteJson(writer, result, rejected));
        }
        else
        {
            PrintText(invocation, result);
        }

        foreach (var record in rejected.Take(MostRejectedTold))
        {
            invocation.Note($"tickets: {SafeText.Line(record.Place, 100)} cannot be read: {SafeText.Line(record.Reason, 300)}");
        }

        if (result.Statistics.Rejected > MostRejectedTold)
        {
            invocation.Note(
                $"tickets: and {result.Statistics.Rejected - Math.Min(MostRejectedTold, rejected.Count)} more; " +
                $"'--format json' has the first {ObservedSource.MostKept}.");
        }

        if (result.Error is { } error)
        {
            invocation.Note($"tickets: the run ended early: {SafeText.Line(error.Message, 500)}");
        }
    }

    private static void PrintText(Invocation invocation, TriageResult result)
    {
        if (result.Outcomes.Count > 0)
        {
            var rows = result.Outcomes.Select(static outcome => (string[])[
                Word(outcome.Decision),
                outcome.TicketKey ?? "",
                outcome.Occurrences.ToString(CultureInfo.InvariantCulture),
                outcome.Severity is { } severity ? Word(severity) : "",
                outcome.Title ?? outcome.Reason ?? (outcome.Strategy is { } strategy ? $"known by {strategy}" : "")]).ToArray();
            new TableWriter(invocation.Output, invocation.Terminal.UsesColour, invocation.Terminal.Width)
                .Write(["DECISION", "TICKET", "TIMES", "SEVERITY", "WHAT"], rows);
            invocation.Output.Write("\n");
        }

        var figures = result.Statistics;
        invocation.Output.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{figures.Received:N0} {(figures.Received == 1 ? "record" : "records")}, {figures.Filtered:N0} below the level, " +
            $"{figures.Rejected} unreadable, {figures.Groups} {(figures.Groups == 1 ? "fault" : "faults")}.\n" +
            $"Filed {figures.Created}, would be filed {figures.Simulated}, duplicates {figures.Duplicates}, no ticket {figures.Skipped}, " +
            $"beyond the cap {figures.CapReached}, failed {figures.DeadLettered}, deferred {figures.Deferred}, interrupted " +
            $"{figures.Interrupted}.\n"));
        if (figures.Simulated > 0)
        {
            invocation.Output.Write("Nothing was written: say --real to file tickets.\n");
        }
    }

    private static void WriteJson(Utf8JsonWriter writer, TriageResult result, IReadOnlyList<RejectedRecord> rejected)
    {
        var figures = result.Statistics;
        writer.WriteBoolean("complete", result.IsComplete);
        writer.WriteString("error", result.Error?.Message);
        writer.WriteStartObject("statistics");
        foreach (var (name, value) in new[]
        {
            ("received", figures.Received), ("rejected", figures.Rejected), ("filtered", figures.Filtered), ("repeated", figures.Repeated),
            ("faults", figures.Groups), ("created", figures.Created), ("simulated", figures.Simulated), ("duplicates", figures.Duplicates),
            ("skipped", figures.Skipped), ("cap_reached", figures.CapReached), ("deferred", figures.Deferred),
            ("dead_lettered", figures.DeadLettered), ("interrupted", figures.Interrupted), ("commented", figures.Commented),
            ("regressed", figures.Regressed),
        })
        {
            writer.WriteNumber(name, value);
        }

        writer.WriteStartObject("duplicates_by_strategy");
        foreach (var (strategy, count) in figures.DuplicatesByStrategy)
        {
            writer.WriteNumber(strategy, count);
        }

        writer.WriteEndObject();
        writer.Number("duration_ms", Math.Round(figures.Duration.TotalMilliseconds, 3));
        writer.WriteEndObject();
        writer.WriteNumber("count", result.Outcomes.Count);
        writer.WriteStartArray("items");
        foreach (var outcome in result.Outcomes)
        {
            WriteOutcome(writer, outcome);
        }

        writer.WriteEndArray();
        writer.Objects("rejected", rejected, static (writer, record) =>
        {
            writer.WriteString("place", record.Place);
            writer.WriteString("reason", record.Reason);
        });
    }

    private static void WriteOutcome(Utf8JsonWriter writer, TriageOutcome outcome)
    {
        writer.WriteStartObject();
        writer.WriteString("decision", Word(outcome.Decision));
        writer.WriteString("ticket_id", outcome.TicketKey);
        writer.WriteString("title", outcome.Title);
        writer.WriteNumber("occurrences", outcome.Occurrences);
        writer.WriteString("service", outcome.Service);
        writer.WriteString("error_type", outcome.ErrorType);
        writer.WriteString("severity", outcome.Severity is { } severity ? Word(severity) : null);
        writer.WriteString("strategy", outcome.Strategy);
        writer.Number("score", outcome.Score);
        writer.WriteString("reason", outcome.Reason);
        writer.WriteNumber("attempts", outcome.Attempts);
        writer.WriteEndObject();
    }

    private static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
