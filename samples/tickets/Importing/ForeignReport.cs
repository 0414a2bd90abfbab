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

    internal static int Print(Invocation invocation, string? format, string source, ForeignPlan plan, BatchMode mode, BatchResult result)
    {
        var created = Created(plan, result);
        var exitCode = BatchReport.Print(invocation, format, mode, result, writer => WriteJson(writer, source, plan, created));
        if (format != OutputFormat.Json)
        {
            Tell(
                invocation,
                [.. plan.Issues.Where(static issue => issue.Kept.Count > 0 || issue.Lost.Count > 0).Select(
                    issue => Sentence(issue, plan, created, result.IsDryRun))]);
            Tell(
                invocation,
                [.. plan.Skipped.Select(
                    static skipped => $"{SafeText.Line(skipped.Id, 100)} was left out. {SafeText.Line(skipped.Reason, 300)}")]);
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

    private static string Sentence(ForeignIssue issue, ForeignPlan plan, Dictionary<ForeignIssue, string> created, bool isDryRun)
    {
        var kept = issue.Kept.Count > 0
            ? $" In a comment: {Texts.Join(issue.Kept.Select(static field => SafeText.Line(field.Name, 60)).Distinct())}."
            : "";
        var lost = issue.Lost.Count > 0 ? $" Not carried: {Texts.Join(issue.Lost)}." : "";
        var id = created.GetValueOrDefault(issue)
            ?? (!isDryRun ? "not imported" : plan.IdOf(issue) is { IsPlaceholder: false } wanted ? wanted.Value : "a new ticket");
        return $"{SafeText.Line(issue.Id, 100)} ({id}):{kept}{lost}";
    }

    /// <summary>The identifiers of the tickets that are there now; an issue that became none is not among them.</summary>
    private static Dictionary<ForeignIssue, string> Created(ForeignPlan plan, BatchResult result)
    {
        var ids = result.CreatedIds.Select(static id => id.Value).ToHashSet(StringComparer.Ordinal);
        var created = new Dictionary<ForeignIssue, string>();
        foreach (var issue in plan.Issues)
        {
            var id = plan.IdOf(issue) is { IsPlaceholder: true } placeholder ? result.IdOf(placeholder) : plan.IdOf(issue);
            if (id is { } known && ids.Contains(known.Value))
            {
                created.Add(issue, known.Value);
            }
        }

        return created;
    }

    private static void WriteJson(Utf8JsonWriter writer, string source, ForeignPlan plan, Dictionary<ForeignIssue, string> created)
    {
        writer.WriteString("source", source);
        writer.Objects("imported", plan.Issues, (writer, issue) =>
        {
            writer.WriteString("source_id", issue.Id);
            writer.WriteString("ticket_id", created.GetValueOrDefault(issue));
            writer.Texts("kept_in_comment", issue.Kept.Select(static field => field.Name));
            writer.Texts("not_carried", issue.Lost);
        });
        writer.Objects("left_out", plan.Skipped, static (writer, skipped) =>
        {
            var (id, reason) = skipped;
            writer.WriteString("source_id", id);
            writer.WriteString("reason", reason);
        });
    }
}
