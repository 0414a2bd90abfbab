using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RepoTickets.Storage.Text;

namespace RepoTickets.Storage.Documents;

/// <summary>Free-form JSON between the tree of a file and the text in a document.</summary>
internal static class FreeForm
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static bool TryRead(MappingNode mapping, out JsonText json, [NotNullWhen(false)] out string? reason)
    {
        (json, reason) = (JsonText.Empty, null);
        if (mapping.Entries.Count == 0)
        {
            return true;
        }

        try
        {
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, Options))
            {
                Write(writer, mapping);
            }

            json = JsonText.Parse(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
            return true;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or JsonException)
        {
            reason = exception.Message;
            return false;
        }
    }

    internal static MappingValue ToValue(JsonText json) =>
        json.IsEmpty ? new MappingValue([]) : (MappingValue)ToValue(json.ToElement());

    private static void Write(Utf8JsonWriter writer, DocumentNode node)
    {
        switch (node)
        {
            case MappingNode mapping:
                writer.WriteStartObject();
                foreach (var entry in mapping.Entries)
                {
                    writer.WritePropertyName(entry.Key.Text);
                    Write(writer, entry.Value);
                }

                writer.WriteEndObject();
                break;
            case SequenceNode sequence:
                writer.WriteStartArray();
                foreach (var item in sequence.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case ScalarNode { IsPlain: true } plain:
                writer.WriteRawValue(plain.Text);
                break;
            case ScalarNode scalar:
                writer.WriteStringValue(scalar.Text);
                break;
        }
    }

    private static DocumentValue ToValue(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new MappingValue(
            element.EnumerateObject().Select(static property => KeyValuePair.Create(property.Name, ToValue(property.Value))).ToValueList()),
        JsonValueKind.Array => new SequenceValue(element.EnumerateArray().Select(ToValue).ToValueList()),
        JsonValueKind.String => new ScalarValue(element.GetString()!, ScalarMeaning.Text),
        JsonValueKind.Null => ScalarValue.Null,
        _ => new ScalarValue(element.GetRawText(), ScalarMeaning.Literal),
    };
}
