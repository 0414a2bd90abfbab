using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RepoTickets;

/// <summary>
/// Writes a <see cref="ValueList{T}"/> as an array. A generic type cannot name its converter in a way that ahead-of-time compilation
/// understands, so a source-generated context lists one for each item type:
/// <c>[JsonSourceGenerationOptions(Converters = [typeof(ValueListJsonConverter&lt;string&gt;)])]</c>. The context must know the item type
/// too. Thread-safe.
/// </summary>
/// <typeparam name="TItem">The type of the items; null items are refused.</typeparam>
public sealed class ValueListJsonConverter<TItem> : JsonConverter<ValueList<TItem>>
{
    /// <inheritdoc/>
    public override ValueList<TItem> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException($"A list is expected, not {reader.TokenType}.");
        }

        var itemInfo = (JsonTypeInfo<TItem>)options.GetTypeInfo(typeof(TItem));
        var items = new List<TItem>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(JsonSerializer.Deserialize(ref reader, itemInfo) ?? throw new JsonException("A list must not contain null."));
        }

        return items.ToValueList();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ValueList<TItem> value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(options);
        var itemInfo = (JsonTypeInfo<TItem>)options.GetTypeInfo(typeof(TItem));
        writer.WriteStartArray();
        foreach (var item in value)
        {
            JsonSerializer.Serialize(writer, item, itemInfo);
        }

        writer.WriteEndArray();
    }
}
