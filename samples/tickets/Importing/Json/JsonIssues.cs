using System.Text.Json;

namespace RepoTickets.CommandLine.Importing.Json;

/// <summary>Reads objects from a file: one a line, or one list of them.</summary>
internal static class JsonIssues
{
    private const int DeepestNesting = 64;
    private const int MostBytesShown = 40;

    /// <summary>An object a line; what is wrong with a line is noted, and the next is read.</summary>
    internal static List<JsonIssue> Lines(ForeignReading reading, ForeignFile file)
    {
        var issues = new List<JsonIssue>();
        var start = 0;
        while (start < file.Bytes.Length)
        {
            var rest = file.Bytes[start..];
            var length = rest.IndexOf((byte)'\n') is var end && end < 0 ? rest.Length : end;
            if (!rest[..length].Trim(" \t\r"u8).IsEmpty)
            {
                var at = start;
                reading.Try(() => issues.Add(Line(file, at, length)));
            }

            start += length + 1;
        }

        return issues;
    }

    /// <summary>The objects of a list; what is wrong with one is noted, and the next is read. What is not JSON ends the list.</summary>
    /// <exception cref="ForeignFaultException">It is no list.</exception>
    internal static List<JsonIssue> Array(ForeignReading reading, ForeignFile file)
    {
        if (file.Bytes.Trim(" \t\r\n"u8).IsEmpty)
        {
            throw new ForeignFaultException(
                file.Place(0), "The file is empty. A list of issues is needed, such as 'gh issue list --json …' prints.");
        }

        var issues = new List<JsonIssue>();
        var reader = new Utf8JsonReader(file.Bytes);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            {
                throw new ForeignFaultException(
                    file.Place(reader.TokenStartIndex), "A list of issues is needed, such as 'gh issue list --json …' prints.");
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var beginning = reader;
                try
                {
                    issues.Add(Object(file, ref reader, 0));
                }
                catch (ForeignFaultException fault)
                {
                    reading.Faults.Add(fault);
                    reader = beginning;
                    reader.Skip();
                }
            }

            // The reader itself refuses what stands after the list.
            reader.Read();
        }
        catch (JsonException exception)
        {
            reading.Faults.Add(Broken(file, 0, file.Bytes, ref reader, exception));
        }

        return issues;
    }

    private static JsonIssue Line(ForeignFile file, int start, int length)
    {
        var reader = new Utf8JsonReader(file.Bytes.Slice(start, length));
        try
        {
            reader.Read();
            var issue = Object(file, ref reader, start);

            // The reader itself refuses what stands after the object.
            reader.Read();
            return issue;
        }
        catch (JsonException exception)
        {
            throw Broken(file, start, file.Bytes.Slice(start, length), ref reader, exception);
        }
    }

    private static JsonIssue Object(ForeignFile file, ref Utf8JsonReader reader, long start)
    {
        var offset = start + reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new ForeignFaultException(file.Place(offset), "An issue is an object in braces.");
        }

        var fields = new Dictionary<string, JsonField>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var nameAt = start + reader.TokenStartIndex;
            var name = Name(file, ref reader, nameAt);
            reader.Read();
            var at = start + reader.TokenStartIndex;
            var value = JsonElement.ParseValue(ref reader);
            if (!IsWhole(value))
            {
                throw new ForeignFaultException(
                    file.Place(at), $"'{DisplayText.Escape(name)}' has half a surrogate pair in it, which is no character.");
            }

            if (!fields.TryAdd(name, new(value, at)))
            {
                throw new ForeignFaultException(file.Place(nameAt), $"'{DisplayText.Escape(name)}' stands in the object twice.");
            }
        }

        return new(file, offset, fields);
    }

    private static string Name(ForeignFile file, ref Utf8JsonReader reader, long at)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new ForeignFaultException(file.Place(at), "The name has half a surrogate pair in it.");
        }
    }

    /// <summary>An escape may stand for half a character; that is only found out when the text is taken.</summary>
    private static bool IsWhole(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() is not null,
                JsonValueKind.Array => value.EnumerateArray().All(IsWhole),
                JsonValueKind.Object => value.EnumerateObject().All(static member => member.Name is not null && IsWhole(member.Value)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>What is wrong, in words for people who did not write the file: where it stands is known, and what stands there.</summary>
    private static ForeignFaultException Broken(
        ForeignFile file, long start, ReadOnlySpan<byte> text, ref Utf8JsonReader reader, JsonException exception)
    {
        var at = (int)Math.Clamp(reader.BytesConsumed, 0, text.Length);
        at += text[at..].IndexOfAnyExcept(" \t\r\n"u8) is var blanks && blanks > 0 ? blanks : 0;
        var rest = text[at..].TrimEnd(" \t\r\n"u8);
        var place = file.Place(start + at);
        if (rest.StartsWith("<<<<<<<"u8) || rest.StartsWith("======="u8) || rest.StartsWith(">>>>>>>"u8))
        {
            return new(place, "This is the mark of a git merge that was not finished.");
        }

        // The reader of a single value keeps its depth to itself; nothing but the sentence tells.
        if (reader.CurrentDepth >= DeepestNesting || exception.Message.Contains("configured depth", StringComparison.Ordinal))
        {
            return new(place, $"The JSON is nested more than {DeepestNesting} levels deep.");
        }

        var lines = text.TrimEnd(" \t\r\n"u8);
        if (rest is [] or [(byte)',' or (byte)':'] ||
            (exception.LineNumber == lines.Count((byte)'\n') &&
                exception.BytePositionInLine >= lines.Length - (lines.LastIndexOf((byte)'\n') + 1)))
        {
            return new(place, "This is not JSON: it ends too early. A quote, a brace or a bracket is not closed.");
        }

        var shown = System.Text.Encoding.UTF8.GetString(rest[..Math.Min(rest.Length, MostBytesShown)])
            .Split('\n')[0]
            .TrimEnd('\r', '\uFFFD');
        return new(place, reader.CurrentDepth == 0 && reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray
            ? $"Nothing may stand behind the end, but '{DisplayText.Escape(shown)}' does."
            : $"This is not JSON: '{DisplayText.Escape(shown)}' is wrong here.");
    }
}
