using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RepoTickets;

/// <summary>Writes a value as the text that its <c>ToString</c> gives and its <c>Parse</c> takes. Thread-safe.</summary>
/// <typeparam name="TValue">A value with such a text form, such as <see cref="TicketStatus"/>.</typeparam>
public sealed class ParsableJsonConverter<TValue> : JsonConverter<TValue>
    where TValue : struct, IParsable<TValue>
{
    /// <inheritdoc/>
    public override TValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException($"A {typeof(TValue).Name} is written as a text, not as {reader.TokenType}.");
        }

        var text = reader.GetString()!;
        return TValue.TryParse(text, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException($"'{DisplayText.Escape(text)}' is not a {typeof(TValue).Name}.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TValue value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
