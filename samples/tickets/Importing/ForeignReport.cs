using System.Text.Json;
using RepoTickets.Batch;
using RepoTickets.CommandLine.Batches;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Importing;

/// <summary>Tells what was imported as what, what has no field here, and what was left out and why.</summary>
internal static class ForeignReport
{
    private const int MostLines = 50;

    internal static int Print(Invocation invocation, string? format, string source, ForeignPlan plan, BatchResult result)
    {
        var exitCode = BatchReport.Print(invocation, format, result, writer => WriteJson(writer, source, plan, result));
        if (format != OutputFormat.Json)
        {
            Tell(invocation, [.. plan.Issues.Where(static issue => issue.Kept.Count > 0 || issue.Lost.Count > 0).Select(issue => Sentence(issue, plan, result))]);
            Tell(invocation, [.. plan.Skipped.Select(static skipped => $"{SafeText.Line(skipped.Id, 100)} was left out. {SafeText.Line(skipped.Reason, 300)}")]);
        }

        return exitCode;
    }

    private static void Tell(Invocation invocation, List<string> lines)
    {
        lines.Take(MostLines).ToList().ForEach(invocation.Note);
        if (lines.Count > MostLines)
        {
            invocation.Note($"… and {lines.Count - MostLines} more; '--format json' has all.");
        }
    }

    private static string Sentence(ForeignIssue issue, ForeignPlan plan, BatchResult result)
    {
        var kept = issue.Kept.Count > 0 ? $" In a comment: {Texts.Join(issue.Kept.Select(static field => SafeText.Line(field.Name, 60)).Distinct())}." : "";
        var lost = issue.Lost.Count > 0 ? $" Not carried: {Texts.Join(issue.Lost)}." : "";
        return $"{SafeText.Line(issue.Id, 100)} ({IdOf(issue, plan, result) ?? "not imported"}):{kept}{lost}";
    }

    /// <summary>The identifier here; null when the store would have to choose it first.</summary>
    private static string? IdOf(ForeignIssue issue, ForeignPlan plan, BatchResult result) => plan.IdOf(issue) is { IsPlaceholder: true } placeholder
        ? result.IdOf(placeholder)?.Value ?? (result.IsDryRun ? "a new ticket" : null)
        : plan.IdOf(issue).Value;

    private static void WriteJson(Utf8JsonWriter writer, string source, ForeignPlan plan, BatchResult result)
    {
        writer.WriteString("source", source);
        writer.WriteStartArray("imported");
        foreach (var issue in plan.Issues)
        {
            writer.WriteStartObject();
            writer.WriteString("source_id", issue.Id);
            writer.WriteString("ticket_id", plan.IdOf(issue) is { IsPlaceholder: true } placeholder ? result.IdOf(placeholder)?.Value : plan.IdOf(issue).Value);
            writer.Texts("kept_in_comment", issue.Kept.Select(static field => field.Name));
            writer.Texts("not_carried", issue.Lost);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("left_out");
        foreach (var (id, reason) in plan.Skipped)
        {
            writer.WriteStartObject();
            writer.WriteString("source_id", id);
            writer.WriteString("reason", reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
