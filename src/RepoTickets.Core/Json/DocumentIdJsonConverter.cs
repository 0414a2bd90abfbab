using System.Text.Json;
using System.Text.Json.Serialization;

namespace RepoTickets;

/// <summary>
/// Writes an identifier as its text. Reading takes any text, as <c>FromStored</c> does: an event that names an odd reference must still be
/// readable. Thread-safe.
/// </summary>
/// <typeparam name="TId">One of the identifier types of RepoTickets.</typeparam>
public sealed class DocumentIdJsonConverter<TId> : JsonConverter<TId>
    where TId : struct, IDocumentId
{
    /// <inheritdoc/>
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String
            ? reader.GetString()!
            : throw new JsonException($"A {typeof(TId).Name} is written as a text, not as {reader.TokenType}.");
        return FromStored(text);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.Value);
    }

    // The casts vanish when this is compiled for one identifier type.
    private static TId FromStored(string text)
    {
        if (text.Length == 0)
        {
            return default;
        }

        if (typeof(TId) == typeof(TicketId))
        {
            return (TId)(object)TicketId.FromStored(text);
        }

        if (typeof(TId) == typeof(EpicId))
        {
            return (TId)(object)EpicId.FromStored(text);
        }

        if (typeof(TId) == typeof(BacklogItemId))
        {
            return (TId)(object)BacklogItemId.FromStored(text);
        }

        if (typeof(TId) == typeof(AgentId))
        {
            return (TId)(object)AgentId.FromStored(text);
        }

        return typeof(TId) == typeof(AgentTaskId)
            ? (TId)(object)AgentTaskId.FromStored(text)
            : throw new NotSupportedException($"{typeof(TId).Name} is not an identifier type of RepoTickets.");
    }
}
