using System.Text.Json;

namespace RepoTickets.Mcp.Tools;

/// <summary>Copies JSON with long texts and lists cut, and tells what was cut.</summary>
/// <param name="textLimit">Characters of a text that are kept, the first ones.</param>
/// <param name="listLimit">Items of a list that are kept, the last ones: what is newest stands at the end.</param>
internal sealed class BoundedJson(int textLimit, int listLimit)
{
    private readonly List<(string Path, int Shown, int Total)> _cuts = [];

    internal void Write(Utf8JsonWriter writer, string path, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, $"{path}.{member.Name}", member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                WriteList(writer, path, value);
                break;
            case JsonValueKind.String when value.GetString()! is var text && text.Length > textLimit:
                writer.WriteStringValue(text.AsSpan(0, char.IsHighSurrogate(text[textLimit - 1]) ? textLimit - 1 : textLimit));
                _cuts.Add((path, textLimit, text.Length));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    /// <summary>Writes <c>cut</c>: what is not there in full.</summary>
    internal void WriteCuts(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("cut");
        foreach (var (path, shown, total) in _cuts)
        {
            writer.WriteStartObject();
            writer.WriteString("path", path);
            writer.WriteNumber("shown", shown);
            writer.WriteNumber("total", total);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteList(Utf8JsonWriter writer, string path, JsonElement list)
    {
        var total = list.GetArrayLength();
        var first = Math.Max(0, total - listLimit);
        writer.WriteStartArray();
        for (var i = first; i < total; i++)
        {
            Write(writer, $"{path}[{i}]", list[i]);
        }

        writer.WriteEndArray();
        if (first > 0)
        {
            _cuts.Add((path, total - first, total));
        }
    }
}
