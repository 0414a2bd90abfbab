using System.Text.Json;
using System.Text.Json.Serialization;

namespace RepoTickets;

/// <summary>Writes a value of a fixed set in the spelling of <see cref="EnumTexts"/>. Thread-safe.</summary>
/// <typeparam name="TEnum">A set that has a table there.</typeparam>
public sealed class EnumTextJsonConverter<TEnum> : JsonConverter<TEnum>
    where TEnum : struct, Enum
{
    private readonly EnumText<TEnum> _texts =
        EnumTexts.Of<TEnum>() ?? throw new NotSupportedException($"No spelling is known for {typeof(TEnum).Name}.");

    /// <inheritdoc/>
    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException($"A {typeof(TEnum).Name} is written as a text, not as {reader.TokenType}.");
        }

        var text = reader.GetString();
        return _texts.TryRead(text, out var value)
            ? value
            : throw new JsonException(
                $"'{DisplayText.Escape(text)}' is not a {typeof(TEnum).Name}: allowed are {string.Join(", ", _texts.Allowed)}.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(
            _texts.TryWrite(value, out var text) ? text : throw new JsonException($"{value} is not a {typeof(TEnum).Name} that can be " +
                "written."));
    }
}
