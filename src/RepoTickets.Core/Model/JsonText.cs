using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RepoTickets;

/// <summary>
/// A JSON object that nobody here looks into: the free-form fields of agents and tasks. It is kept as text in one normal form (no blanks,
/// numbers as they were spelt, keys in their order), because text is immutable, cheap to compare and loses nothing, which none of the
/// object models for JSON can say. Two are equal when their normal forms are.
/// </summary>
public sealed record JsonText
{
    /// <summary>Levels of objects and lists: 24.</summary>
    public const int MaximumDepth = 24;

    private static readonly JsonDocumentOptions ReadOptions = new() { MaxDepth = MaximumDepth, AllowDuplicateProperties = false };

    // Nothing here is put into HTML by itself; escaping beyond JSON's own need would only make the text longer.
    private static readonly JsonWriterOptions WriteOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaximumDepth };

    private JsonText(string text) => Text = text;

    /// <summary>The object without members.</summary>
    public static JsonText Empty { get; } = new("{}");

    /// <summary>The normal form.</summary>
    public string Text { get; }

    /// <summary>Has no members.</summary>
    public bool IsEmpty => Text == "{}";

    /// <summary>Reads a JSON object.</summary>
    /// <exception cref="FormatException">
    /// Not one JSON object, a key twice, deeper than <see cref="MaximumDepth"/>, or text with half of a surrogate pair.
    /// </exception>
    public static JsonText Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json, ReadOptions);
            return From(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new FormatException($"'{DisplayText.Escape(json)}' cannot be kept as a JSON object: {exception.Message}", exception);
        }
    }

    /// <summary>Reads a JSON object; false where <see cref="Parse"/> would throw.</summary>
    public static bool TryParse([NotNullWhen(true)] string? json, [NotNullWhen(true)] out JsonText? value)
    {
        try
        {
            value = json is null ? null : Parse(json);
        }
        catch (FormatException)
        {
            value = null;
        }

        return value is not null;
    }

    /// <summary>Takes over an object that has been parsed already.</summary>
    /// <exception cref="FormatException">Not an object, or text with half of a surrogate pair.</exception>
    public static JsonText From(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"A JSON object is expected, not {element.ValueKind}.");
        }

        try
        {
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, WriteOptions))
            {
                element.WriteTo(writer);
            }

            return new(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw new FormatException($"The JSON object cannot be kept: {exception.Message}", exception);
        }
    }

    /// <summary>The object for looking into it. Each call parses anew.</summary>
    public JsonElement ToElement()
    {
        using var document = JsonDocument.Parse(Text);
        return document.RootElement.Clone();
    }

    /// <summary>The normal form.</summary>
    public override string ToString() => Text;
}
