using System.Text;
using System.Text.Json;

namespace RepoTickets.Batch.Json;

/// <summary>
/// Reads values of a JSON text into parts. The reader of the platform checks the grammar and the depth; keys are checked here.
/// </summary>
internal static class JsonPartReader
{
    /// <summary>Levels of objects and lists in a file: 64.</summary>
    internal const int MaximumDepth = 64;

    internal static readonly JsonReaderOptions Options = new() { MaxDepth = MaximumDepth };

    /// <summary>Reads the value that begins at the reader's current token.</summary>
    /// <param name="reader">Stands on the first token of the value; afterwards on its last.</param>
    /// <param name="offset">What to add to the reader's own offsets.</param>
    /// <param name="report">Is told of keys that occur twice and of text that is none, with its offset.</param>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    internal static JsonPart Read(ref Utf8JsonReader reader, long offset, Action<long, string> report)
    {
        var start = offset + reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return new(JsonTokenType.StartObject, start) { Members = ReadMembers(ref reader, offset, report) };
            case JsonTokenType.StartArray:
                var items = new List<JsonPart>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Read(ref reader, offset, report));
                }

                return new(JsonTokenType.StartArray, start) { Items = items };
            case JsonTokenType.String:
                return new(JsonTokenType.String, start) { Text = TextOf(ref reader, start, report) };
            case JsonTokenType.Number:
                return new(JsonTokenType.Number, start) { Text = Encoding.ASCII.GetString(reader.ValueSpan) };
            default:
                return new(reader.TokenType, start);
        }
    }

    private static List<JsonMember> ReadMembers(ref Utf8JsonReader reader, long offset, Action<long, string> report)
    {
        var members = new List<JsonMember>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var at = offset + reader.TokenStartIndex;
            var name = TextOf(ref reader, at, report);
            if (!seen.Add(name))
            {
                report(at, $"The key '{DisplayText.Escape(name)}' occurs twice in one object.");
            }

            reader.Read();
            members.Add(new(name, at, Read(ref reader, offset, report)));
        }

        return members;
    }

    /// <summary>The text of the reader's current token, a key or a text; reports what is no text, and is empty then.</summary>
    internal static string TextOf(ref Utf8JsonReader reader, long at, Action<long, string> report)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            report(at, "The text is not valid UTF-8, or holds half of a surrogate pair.");
            return "";
        }
    }
}
