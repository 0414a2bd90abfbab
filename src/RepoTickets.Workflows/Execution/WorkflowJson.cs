using System.Text.Json;

namespace RepoTickets.Workflows.Execution;

/// <summary>Between values and the JSON in documents.</summary>
internal static class WorkflowJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonText.MaximumDepth };

    internal static string Write(WorkflowValue value) => value.Kind == WorkflowValueKind.Text ? Quote(value.Text) : value.ToString();

    /// <exception cref="FormatException">It is no JSON, or deeper than documents allow.</exception>
    internal static WorkflowValue Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return From(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"'{DisplayText.Escape(json)}' is not JSON: {exception.Message}", exception);
        }
    }

    internal static WorkflowValue From(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => WorkflowValue.Of(true),
        JsonValueKind.False => WorkflowValue.Of(false),
        JsonValueKind.Number => double.IsFinite(element.GetDouble())
            ? WorkflowValue.Of(element.GetDouble())
            : throw new FormatException($"The number {element.GetRawText()} is too large."),
        JsonValueKind.String => WorkflowValue.Of(element.GetString()),
        JsonValueKind.Array => WorkflowValue.Of(element.EnumerateArray().Select(From).ToValueList()),
        JsonValueKind.Object => WorkflowValue.Of(
            element.EnumerateObject().Select(static member => new WorkflowMember(member.Name, From(member.Value))).ToValueList()),
        _ => WorkflowValue.Null,
    };

    /// <summary>A JSON object; <see cref="JsonText.Empty"/> for anything but a map with members.</summary>
    internal static JsonText ToObject(WorkflowValue value) =>
        value.Kind == WorkflowValueKind.Map && value.Members.Count > 0 ? JsonText.Parse(value.ToString()) : JsonText.Empty;

    private static string Quote(string text) =>
        $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
