using System.Text.Json;

namespace RepoTickets.Batch.Json;

/// <summary>One value of a JSON text with the place where it stands, so that whoever finds fault with it later can say where.</summary>
internal sealed class JsonPart(JsonTokenType kind, long offset)
{
    /// <summary>StartObject, StartArray, String, Number, True, False or Null.</summary>
    internal JsonTokenType Kind { get; } = kind;

    /// <summary>The byte at which the value begins.</summary>
    internal long Offset { get; } = offset;

    /// <summary>The text of a string, or a number as it is spelt.</summary>
    internal string Text { get; init; } = "";

    internal List<JsonPart> Items { get; init; } = [];

    internal List<JsonMember> Members { get; init; } = [];

    internal bool IsNull => Kind == JsonTokenType.Null;

    internal JsonMember? Find(string name) => Members.Find(member => member.Name == name);

    internal string Describe() => Kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}

/// <summary>A key of an object with its value.</summary>
internal sealed record JsonMember(string Name, long Offset, JsonPart Value);
