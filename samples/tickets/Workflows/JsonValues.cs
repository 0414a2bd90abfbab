using System.Text.Json;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Workflows;

/// <summary>Values of workflows that are typed as JSON.</summary>
internal static class JsonValues
{
    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = JsonText.MaximumDepth };

    /// <param name="option">Where it stands, for the message.</param>
    /// <param name="text">The JSON.</param>
    internal static WorkflowValue Parse(string option, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Limits);
            return From(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            // Half a surrogate pair is told as an invalid operation, a number that is too large as out of range.
            throw CommandFailedException.Usage(
                $"{option} is '{SafeText.Line(text, 80)}', which is not JSON: {SafeText.Line(exception.Message, 200)} Texts stand in " +
                "double quotes.");
        }
    }

    private static WorkflowValue From(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => WorkflowValue.Of(true),
        JsonValueKind.False => WorkflowValue.Of(false),
        JsonValueKind.Number => WorkflowValue.Of(element.GetDouble()),
        JsonValueKind.String => WorkflowValue.Of(element.GetString()),
        JsonValueKind.Array => WorkflowValue.Of(element.EnumerateArray().Select(From).ToValueList()),
        JsonValueKind.Object => WorkflowValue.Of(
            element.EnumerateObject().Select(static member => new WorkflowMember(member.Name, From(member.Value))).ToValueList()),
        _ => WorkflowValue.Null,
    };
}
