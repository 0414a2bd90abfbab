using System.Text.Json;
using System.Text.Json.Serialization;

namespace RepoTickets;

/// <summary>Writes a document's key as an object: <c>{"kind":"ticket","id":"LOGIN-1"}</c>. Thread-safe.</summary>
public sealed class DocumentKeyJsonConverter : JsonConverter<DocumentKey>
{
    /// <inheritdoc/>
    public override DocumentKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"A document is named by an object with kind and id, not by {reader.TokenType}.");
        }

        DocumentKind? kind = null;
        string? id = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKind = reader.ValueTextEquals("kind"u8);
            var isId = reader.ValueTextEquals("id"u8);
            reader.Read();
            if (isKind)
            {
                kind = ReadKind(ref reader);
            }
            else if (isId)
            {
                id = reader.TokenType == JsonTokenType.String
                    ? reader.GetString()
                    : throw new JsonException("The id of a document is a text.");
            }
            else
            {
                reader.Skip();
            }
        }

        return kind is { } known && id is not null
            ? new(known, id)
            : throw new JsonException("A document is named by an object with kind and id; one of them is missing.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DocumentKey value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (!EnumTexts.DocumentKind.TryWrite(value.Kind, out var kind))
        {
            throw new JsonException($"{value} names no document.");
        }

        writer.WriteStartObject();
        writer.WriteString("kind"u8, kind);
        writer.WriteString("id"u8, value.Id);
        writer.WriteEndObject();
    }

    private static DocumentKind ReadKind(ref Utf8JsonReader reader)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return EnumTexts.DocumentKind.TryRead(text, out var kind)
            ? kind
            : throw new JsonException(
                $"'{DisplayText.Escape(text)}' is not a kind of document: " +
                $"allowed are {string.Join(", ", EnumTexts.DocumentKind.Allowed)}.");
    }
}
