using System.Globalization;
using System.Text.Json;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.LogTriage;

namespace RepoTickets.CommandLine.Triage;

/// <summary>What became of each fault, and the figures.</summary>
internal static class TriageReport
{
    internal static void PrintSettings(Invocation invocation, string? format, TriageSettings settings)
    {
        var origins = settings.Origins.OrderBy(static pair => pair.Key, StringComparer.Ordinal).ToList();
        if (format == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "triage-settings", writer =>
            {
                writer.WriteStartObject("origins");
                origins.ForEach(pair => writer.WriteString(pair.Key, pair.Value));
                writer.WriteEndObject();
            });
            return;
        }

        invocation.Output.Write("✓ The settings are valid. Not the default are:\n");
        origins.ForEach(pair => invocation.Output.Write($"  {pair.Key,-34} {SafeText.Line(pair.Value)}\n"));
    }

    internal static void Print(Invocation invocation, string? format, TriageResult result)
    {
        if (format == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "triage", writer => WriteJson(writer, result));
        }
        else
        {
            PrintText(invocation, result);
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
            $"{figures.Received:N0} records, {figures.Filtered:N0} below the level, {figures.Rejected} unreadable, " +
            $"{figures.Groups} faults.\n" +
            $"Filed {figures.Created}, would be filed {figures.Simulated}, duplicates {figures.Duplicates}, no ticket {figures.Skipped}, " +
            $"beyond the cap {figures.CapReached}, failed {figures.DeadLettered}, deferred {figures.Deferred}, interrupted " +
            $"{figures.Interrupted}.\n"));
        if (figures.Simulated > 0)
        {
            invocation.Output.Write("Nothing was written: say --real to file tickets.\n");
        }
    }

    private static void WriteJson(Utf8JsonWriter writer, TriageResult result)
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
