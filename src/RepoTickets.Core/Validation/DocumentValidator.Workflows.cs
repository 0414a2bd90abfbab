using System.Buffers;
using System.Globalization;

namespace RepoTickets;

public static partial class DocumentValidator
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz_");

    private static void CheckWorkflow(FieldChecks checks, WorkflowInstance workflow)
    {
        checks.Own(workflow.Id);
        checks.Line("definition", workflow.Definition, required: true);
        checks.Range("definition_version", workflow.DefinitionVersion, 1, int.MaxValue);
        checks.Reference("definition_id", workflow.DefinitionId);
        checks.Reference("ticket_id", workflow.TicketId);
        checks.Reference("parent_id", workflow.ParentId);
        checks.OptionalLine("parent_step", workflow.ParentStep);
        checks.Defined("status", EnumTexts.WorkflowStatus, workflow.Status);
        checks.Text("reason", workflow.Reason);
        if (workflow.NextStatus is { } next)
        {
            checks.Defined("next_status", EnumTexts.WorkflowStatus, next);
        }

        checks.Json("parameters", workflow.Parameters);
        checks.Nested("steps", workflow.Steps, static step => step.Id, (path, step) => CheckStep(checks, path, step));
        checks.Items("signals", workflow.Signals, (path, signal) => CheckSignal(checks, path, signal));
        if (workflow.Signals?.Count > WorkflowInstance.MaximumSignals)
        {
            checks.Add("signals", $"{workflow.Signals.Count} signals", $"At most {WorkflowInstance.MaximumSignals} are kept.");
        }

        checks.Items("history", workflow.History, (path, entry) => CheckEntry(checks, path, entry));
        checks.NotNegative("history_dropped", workflow.HistoryDropped);
    }

    private static void CheckStep(FieldChecks checks, FieldPath path, WorkflowStepState step)
    {
        checks.Defined(path + ".status", EnumTexts.WorkflowStepStatus, step.Status);
        checks.NotNegative(path + ".attempts", step.Attempts);
        checks.NotNegative(path + ".ordinal", step.Ordinal);
        checks.NotNegative(path + ".token", step.Token);
        checks.NotNegative(path + ".since", step.Since);
        if (step.Result is not null)
        {
            checks.Text(path + ".result", step.Result, required: true);
        }

        checks.Text(path + ".error", step.Error);
        checks.Text(path + ".note", step.Note);
        checks.Reference(path + ".task_id", step.TaskId);
        checks.Reference(path + ".child_id", step.ChildId);
        checks.Nested(path + ".items", step.Items, static item => item.Id, (inner, item) => CheckStep(checks, inner, item));
    }

    private static void CheckSignal(FieldChecks checks, FieldPath path, WorkflowSignal? signal)
    {
        if (signal is null)
        {
            checks.Add(path, "", "The item is null; remove it.");
            return;
        }

        CheckWord(checks, path + ".name", signal.Name);
        checks.Text(path + ".value", signal.Value, required: true);
        CheckWord(checks, path + ".step", signal.Step ?? "any");
    }

    private static void CheckEntry(FieldChecks checks, FieldPath path, WorkflowHistoryEntry? entry)
    {
        if (entry is null)
        {
            checks.Add(path, "", "The item is null; remove it.");
            return;
        }

        if (string.IsNullOrEmpty(entry.What) || entry.What.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            checks.Add(path + ".what", entry.What, "Only a-z and the underscore are allowed.");
        }

        CheckWord(checks, path + ".step", entry.Step ?? "all");
        checks.Text(path + ".detail", entry.Detail);
    }

    /// <summary>It stands between blanks in a line of the file; the hyphen alone says there is none.</summary>
    private static void CheckWord(FieldChecks checks, FieldPath field, string? word)
    {
        if (word is null or "" or "-" || word.Length > DocumentBounds.TitleLength || word.Any(static c => c is <= ' ' or > '~'))
        {
            checks.Add(
                field, word,
                $"It must be 1 to {DocumentBounds.TitleLength} printable ASCII characters without blanks, and not a hyphen alone.");
        }
    }

    private static void CheckWorkflowDefinition(FieldChecks checks, StoredWorkflowDefinition definition)
    {
        checks.Own(definition.Id);
        checks.Line("name", definition.Name, required: true);
        checks.Range("definition_version", definition.DefinitionVersion, 1, int.MaxValue);
        checks.Text("content", definition.Content, required: true);
    }

    private static void CheckWorkflowLease(FieldChecks checks, WorkflowLease lease)
    {
        checks.Reference("workflow_id", lease.WorkflowId);
        checks.OptionalLine("holder", lease.Holder);
        checks.Range("token", lease.Token, 1, long.MaxValue);
        if (lease.ExpiresAt < lease.GrantedAt)
        {
            checks.Add("expires_at", lease.ExpiresAt.ToString("O", CultureInfo.InvariantCulture), "It lies before granted_at.");
        }
    }
}
