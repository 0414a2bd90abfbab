using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RepoTickets.CommandLine.Importing.Json;

/// <summary>An object of a file, whose members are taken one by one: what nobody took is left to be told.</summary>
internal sealed class JsonIssue(ForeignFile file, long offset, Dictionary<string, JsonField> fields)
{
    /// <summary>Where it begins.</summary>
    internal ForeignPlace Place { get; private init; } = file.Place(offset);

    /// <summary>What its program calls it; null when that is not said.</summary>
    internal string? Name { get; } = NameOf(fields);

    /// <summary>An object that was put together from several lines; all of it counts as standing where the first of them does.</summary>
    internal static JsonIssue Of(ForeignFile file, ForeignPlace place, JsonObject source)
    {
        using var text = JsonDocument.Parse(source.ToJsonString());
        var at = file.OffsetOf(place);
        return new(file, at, text.RootElement.EnumerateObject().ToDictionary(
            static field => field.Name, field => new JsonField(field.Value.Clone(), at), StringComparer.Ordinal))
        {
            Place = place,
        };
    }

    /// <summary>What was not taken, as JSON, without what says nothing.</summary>
    internal IEnumerable<(string Name, string Value)> Rest => fields
        .Where(static member => !IsEmpty(member.Value.Value))
        .Select(
            static member =>
                (member.Key, member.Value.Value.ValueKind == JsonValueKind.String
                    ? member.Value.Value.GetString()!
                    : member.Value.Value.GetRawText()));

    internal bool Has(string name) => fields.TryGetValue(name, out var field) && !IsEmpty(field.Value);

    internal bool IsNumber(string name) => fields.TryGetValue(name, out var field) && field.Value.ValueKind == JsonValueKind.Number;

    internal void Drop(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            fields.Remove(name);
        }
    }

    internal IReadOnlyList<string> DropWhere(Func<string, bool> match)
    {
        var names = fields.Keys.Where(match).ToList();
        names.ForEach(name => fields.Remove(name));
        return names;
    }

    /// <exception cref="ForeignFaultException">It is missing or blank.</exception>
    internal string Needed(string name) => Text(name) is { } text && !string.IsNullOrWhiteSpace(text)
        ? text.Trim()
        : throw new ForeignFaultException(Place, $"'{name}' is missing or empty, and it is needed.");

    internal string? Text(string name) => Take(name) is { } field ? TextOf(field, name) : null;

    internal JsonElement? Json(string name) => Take(name)?.Value;

    internal long? Whole(string name) => Take(name) is not { } field ? null
        : field.Value.ValueKind == JsonValueKind.Number && field.Value.TryGetInt64(out var number) ? number
        : throw Wrong(field, name, "a whole number");

    internal DateTimeOffset? Time(string name) => Take(name) is not { } field ? null
        : DateTimeOffset.TryParse(TextOf(field, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        ? time.Year > 1 ? time : null
        : throw Wrong(field, name, "a time such as 2026-01-31T12:00:00Z");

    /// <summary>A list; null and nothing are an empty one.</summary>
    internal IReadOnlyList<JsonElement> List(string name) => Take(name) is not { } field ? []
        : field.Value.ValueKind == JsonValueKind.Array ? [.. field.Value.EnumerateArray()]
        : throw Wrong(field, name, "a list");

    internal IReadOnlyList<string> Texts(string name)
    {
        var place = fields.TryGetValue(name, out var field) ? field.Offset : offset;
        return [.. List(name).Select(item => TextOf(new(item, place), name))];
    }

    /// <summary>An object's member as text; null when the object or the member is not there.</summary>
    internal string? Inner(string name, string member) => Take(name) is not { } field ? null
        : field.Value.ValueKind == JsonValueKind.Object ? Member(field.Value, member)
        : throw Wrong(field, name, "an object");

    /// <summary>A member of an inner object; null unless it is a text or a number.</summary>
    internal static string? Member(JsonElement element, string name) =>
        element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
        : null;

    /// <summary>A member of an inner object as it stands there, when it is no text; null when it is not there or null.</summary>
    internal static string? Raw(JsonElement element, string name) =>
        element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value) ||
            value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.GetRawText();

    private JsonField? Take(string name) =>
        fields.Remove(name, out var field) && field.Value.ValueKind != JsonValueKind.Null ? field : null;

    private string TextOf(JsonField field, string name) => field.Value.ValueKind switch
    {
        JsonValueKind.String => field.Value.GetString()!,
        JsonValueKind.Number => field.Value.GetRawText(),
        _ => throw Wrong(field, name, "a text"),
    };

    private ForeignFaultException Wrong(JsonField field, string name, string wanted) =>
        new(file.Place(field.Offset), $"'{name}' is not {wanted}.");

    private static string? NameOf(Dictionary<string, JsonField> fields) =>
        fields.TryGetValue("number", out var number) && number.Value.ValueKind == JsonValueKind.Number ? $"#{number.Value.GetRawText()}"
        : fields.TryGetValue("id", out var id) && id.Value.ValueKind == JsonValueKind.String &&
            id.Value.GetString() is { Length: > 0 } text ? text
        : null;

    private static bool IsEmpty(
        JsonElement value) => value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined or JsonValueKind.False ||
        (value.ValueKind == JsonValueKind.String && value.GetRawText().Length == 2) ||
        (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0) ||
        (value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any()) ||
        (value.ValueKind == JsonValueKind.Number && value.GetRawText() == "0");
}
