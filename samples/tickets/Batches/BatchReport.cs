using System.Text.Json;
using RepoTickets.Batch;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Batches;

/// <summary>Tells how a batch ended.</summary>
internal static class BatchReport
{
    private const int MostErrorsShown = 50;
    private const int MostReferencesShown = 5;

    /// <param name="invocation">The command.</param>
    /// <param name="format">The form.</param>
    /// <param name="mode">Whether all or nothing was wanted: a dry run answers as the run itself would.</param>
    /// <param name="result">How it ended.</param>
    /// <param name="writeMore">Adds members to the object.</param>
    internal static int Print(
        Invocation invocation, string? format, BatchMode mode, BatchResult result, Action<Utf8JsonWriter>? writeMore = null)
    {
        result = result with { Errors = result.Errors.Select(InWordsOfCommands).ToValueList() };
        if (format == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "batch", writer =>
            {
                WriteJson(writer, result);
                writeMore?.Invoke(writer);
            });
        }
        else
        {
            PrintText(invocation, result);
        }

        return result.Outcome switch
        {
            BatchOutcome.Cancelled => ExitCodes.Cancelled,
            _ when result.Success => ExitCodes.Success,
            BatchOutcome.Refused => ExitCodes.Usage,
            BatchOutcome.Planned when mode == BatchMode.Atomic || !result.Items.Any(
                static item => item.Status is BatchItemStatus.Planned or BatchItemStatus.Unchanged) =>
                ExitCodes.Usage,
            _ => ExitCodes.Failure,
        };
    }

    private static BatchError InWordsOfCommands(BatchError error) => error with
    {
        Reason = error.Reason.Replace(
            "or git, brings back what was deleted.", "or git, brings back what was deleted; '--reuse-ids' takes it all the same.",
            StringComparison.Ordinal),
    };

    private static void PrintText(Invocation invocation, BatchResult result)
    {
        var head = result.Outcome switch
        {
            BatchOutcome.Committed => "✓ Committed",
            BatchOutcome.PartlyCommitted => "Partly committed",
            BatchOutcome.Planned when result.Success => "✓ Dry run, nothing was written",
            BatchOutcome.Planned => "Dry run with faults, nothing was written",
            BatchOutcome.Refused => "Refused, nothing was written",
            BatchOutcome.RolledBack => "Rolled back, nothing was written",
            BatchOutcome.Cancelled => "Cancelled",
            _ => "Unknown whether it was committed: run 'tickets verify'",
        };
        invocation.Output.Write(
            $"{head}: {result.CreatedIds.Count} created, {result.UpdatedIds.Count} updated, {result.DeletedIds.Count} deleted, " +
            $"{result.Errors.Count} failed\n");
        WriteIds(invocation.Output, "planned", Planned(result));
        WriteIds(invocation.Output, "created", result.CreatedIds);
        WriteIds(invocation.Output, "updated", result.UpdatedIds);
        WriteIds(invocation.Output, "deleted", result.DeletedIds);
        foreach (var error in result.Errors.Take(MostErrorsShown))
        {
            invocation.Note($"tickets: {SafeText.Line(error.ToString(), 500)}");
        }

        if (result.DanglingReferences is { Count: > 0 } dangling)
        {
            var named = string.Join(", ", dangling.Take(MostReferencesShown).Select(
                static reference => $"{reference.To} ({reference.Field} of {reference.From.Id})"));
            var more = dangling.Count > MostReferencesShown ? $" and {dangling.Count - MostReferencesShown} more" : "";
            invocation.Note(
                $"tickets: The tickets refer to what is not here: {SafeText.Line(named + more, 1000)}. A file of tickets carries " +
                "nothing else; 'tickets verify' lists such references.");
        }

        if (result.Errors.Count > MostErrorsShown)
        {
            invocation.Note($"tickets: and {result.Errors.Count - MostErrorsShown} more; '--format json' has all.");
        }
    }

    /// <summary>What a dry run would do. Identifiers that the store would choose are not known yet.</summary>
    private static List<string> Planned(BatchResult result) =>
        [.. result.Items.Where(static item => item.Status == BatchItemStatus.Planned)
            .Select(static item =>
                $"{item.Kind.ToString().ToLowerInvariant()} " +
                ((item.Key ?? item.Requested) is { Id: { Length: > 0 } id } ? id : "a new ticket"))];

    private static void WriteIds<T>(TextWriter output, string what, IReadOnlyList<T> ids)
    {
        if (ids.Count > 0)
        {
            output.Write($"  {what}: {string.Join(", ", ids.Take(MostErrorsShown))}{(ids.Count > MostErrorsShown ? ", …" : "")}\n");
        }
    }

    private static void WriteJson(Utf8JsonWriter writer, BatchResult result)
    {
        writer.WriteBoolean("success", result.Success);
        writer.WriteString("outcome", JsonNamingPolicy.SnakeCaseLower.ConvertName(result.Outcome.ToString()));
        writer.WriteString("batch_id", result.BatchId);
        writer.WriteNumber("operations_executed", result.CreatedIds.Count + result.UpdatedIds.Count + result.DeletedIds.Count);
        writer.WriteNumber("operations_failed", result.Errors.Count);
        writer.Texts("created_ids", result.CreatedIds.Select(static id => id.Value));
        writer.Texts("updated_ids", result.UpdatedIds.Select(static id => id.Value));
        writer.Texts("deleted_ids", result.DeletedIds.Select(static id => id.Value));
        writer.Texts("planned", Planned(result));
        writer.Objects("errors", result.Errors, static (writer, error) =>
        {
            writer.WriteNumber("index", error.Index);
            writer.WriteString("ticket_id", error.Id);
            writer.WriteString("field", error.Field);
            writer.WriteString("error", error.Reason);
            writer.WriteNumber("line", error.Line);
            writer.WriteNumber("column", error.Column);
        });
        writer.Objects("dangling_references", result.DanglingReferences, static (writer, reference) =>
        {
            writer.WriteString("ticket_id", reference.From.Id);
            writer.WriteString("field", reference.Field);
            writer.WriteString("document", EnumTexts.DocumentKind.Write(reference.To.Kind));
            writer.WriteString("id", reference.To.Id);
        });
        writer.WriteBoolean("rolled_back", result.RolledBack);
        writer.WriteBoolean("dry_run", result.IsDryRun);
        writer.WriteNumber("duration_ms", Math.Round(result.Duration.TotalMilliseconds, 3));
    }
}
