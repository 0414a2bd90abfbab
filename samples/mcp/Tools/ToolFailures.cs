using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using RepoTickets.Workflows;

namespace RepoTickets.Mcp.Tools;

/// <summary>
/// What an exception means to a model: a sentence that says what, where and what to do, and details as JSON. Errors carry no structured
/// content, since clients hold that against the schema of the tool's results.
/// </summary>
internal static class ToolFailures
{
    internal static bool TryExplain(Exception exception, [NotNullWhen(true)] out CallToolResult? result)
    {
        result = exception switch
        {
            ToolArgumentException wrong => Make(
                "invalid_arguments", $"Nothing was done: {wrong.Message}", writer => WriteProblems(writer, wrong.Problems, wrong.Total)),
            InvalidDocumentException invalid => Make(
                "invalid_arguments", $"Nothing was written: {Sentence(invalid.Problems, invalid.Problems.Count)}",
                writer => WriteProblems(writer, invalid.Problems, invalid.Problems.Count)),
            VersionConflictException conflict => Make(
                "version_conflict", conflict.Message, writer => writer.WriteString("current_version", Text(conflict.Actual))),
            ClaimLostException lost =>
                Make("claim_lost", lost.Message, writer => writer.WriteNumber("recorded_token", lost.Recorded?.Token ?? 0)),
            QuerySyntaxException syntax => Make(
                "invalid_arguments", syntax.Message, static writer => writer.WriteString("syntax", ToolTexts.QuerySyntax)),
            RepoTicketsException known => Make(CodeOf(known), Sentence(known)),
            _ => null,
        };
        return result is not null;
    }

    internal static CallToolResult Internal() => Make(
        "internal_error",
        "The server has a fault and could not do this. Its log on standard error tells more; other tools may still work.");

    private static CallToolResult Make(string code, string message, Action<Utf8JsonWriter>? writeMembers = null)
    {
        var details = JsonShape.ToElement("error", writer =>
        {
            writer.WriteString("code", code);
            writeMembers?.Invoke(writer);
        });
        return new() { IsError = true, Content = [new TextContentBlock { Text = message }, ToolResults.ToText(details)] };
    }

    private static string CodeOf(RepoTicketsException exception) => exception switch
    {
        DocumentNotFoundException => "not_found",
        DocumentFaultException or JournalCorruptException => "unreadable",
        InvalidChangeSetException => "invalid_arguments",
        InvalidTransitionException => "invalid_transition",
        StoreBusyException => "busy",
        StoreReadOnlyException => "read_only",
        _ => "store_error",
    };

    private static string Sentence(RepoTicketsException exception) => exception switch
    {
        DocumentNotFoundException => $"{exception.Message} Lists answer with identifiers that exist.",
        StoreBusyException => $"{exception.Message} Call the tool again in a moment.",
        DocumentFaultException => $"{exception.Message} A person has to mend the file.",
        _ => exception.Message,
    };

    /// <summary>Problems as sentences, up to a bound, and how many more there are.</summary>
    internal static string Sentence(ValueList<FieldProblem> problems, int total)
    {
        var shown = problems.Take(ArgumentProblems.MostShown).Select(static problem => problem.ToString()).ToList();
        var rest = total > shown.Count
            ? string.Create(CultureInfo.InvariantCulture, $" These are the first {shown.Count} of {total} problems.")
            : "";
        return string.Join(" ", shown) + rest;
    }

    private static string? Text(DocumentVersion version) => version.IsNone ? null : version.ToString();

    private static void WriteProblems(Utf8JsonWriter writer, ValueList<FieldProblem> problems, int total)
    {
        writer.Objects("problems", problems.Take(ArgumentProblems.MostShown), static (writer, problem) =>
        {
            writer.WriteString("field", problem.Field);
            writer.WriteString("value", problem.Value);
            writer.WriteString("reason", problem.Reason);
        });
        writer.WriteNumber("problems_total", total);
    }
}
