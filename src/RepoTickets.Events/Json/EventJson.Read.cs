using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;

namespace RepoTickets.Events;

public sealed partial class EventJson
{
    private static readonly JsonDocumentOptions DocumentOptions = new() { MaxDepth = MaximumDepth, AllowDuplicateProperties = false };

    /// <summary>Reads one event. Keys that are not known are passed over.</summary>
    /// <param name="utf8">One JSON object, with blanks around it at most.</param>
    /// <exception cref="EventFormatException">
    /// Not JSON, a key twice, deeper than 64 levels, longer than 1 MiB, a key missing or of the wrong form.
    /// </exception>
    public Event Read(ReadOnlySpan<byte> utf8) => Read(utf8, MaximumBytes);

    /// <summary>As <see cref="Read(ReadOnlySpan{byte})"/>, for text to which its keeper added something of his own.</summary>
    internal Event Read(ReadOnlySpan<byte> utf8, int maximumBytes)
    {
        if (utf8.Length > maximumBytes)
        {
            throw new EventFormatException($"it takes {utf8.Length} bytes; at most {MaximumBytes} are allowed.", "", 0, 0);
        }

        var rented = ArrayPool<byte>.Shared.Rent(utf8.Length);
        try
        {
            utf8.CopyTo(rented);
            using var document = Parse(rented.AsMemory(0, utf8.Length));
            return Read(document.RootElement);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Takes over one event that has been parsed already; what bounds its size and depth is up to who parsed it.</summary>
    /// <exception cref="EventFormatException">A key is missing or of the wrong form.</exception>
    public Event Read(JsonElement element) => Guard("", () => ReadObject(element));

    private static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(utf8, DocumentOptions);
        }
        catch (JsonException exception)
        {
            throw Explain(exception, "");
        }
        catch (InvalidOperationException exception)
        {
            // Half of a surrogate pair in a name is found when names are compared.
            throw new EventFormatException(DisplayText.Escape(exception.Message, 400), "", 0, 0, exception);
        }
    }

    private Event ReadObject(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Fault("", $"an object is expected, not {root.ValueKind}.");
        }

        if (!EventId.TryParse(RequiredText(root, "id"), out var id))
        {
            throw Fault("id", "it is not the identifier of an event.");
        }

        if (root.TryGetProperty("position"u8, out var position)
            && !(position.ValueKind == JsonValueKind.Number && position.TryGetInt64(out var number) && number == id.Position))
        {
            throw Fault("position", $"it is not the one in the identifier, {id.Position}.");
        }

        var type = RequiredText(root, "type");
        if (!EventTypes.IsWellFormed(type))
        {
            throw Fault("type", $"'{DisplayText.Escape(type)}' is not the name of an event type.");
        }

        var time = ReadTime(root);
        var context = new EventContext
        {
            Source = OptionalText(root, "source") ?? "",
            Subject = ReadSubject(root),
            CorrelationId = OptionalText(root, "correlation_id"),
            CausationId = OptionalText(root, "causation_id"),
            Metadata = ReadMetadata(root),
        };
        return root.TryGetProperty("data"u8, out var data)
            ? ReadData(id, type, time, context, data)
            : throw Fault("data", "it is missing.");
    }

    private Event ReadData(EventId id, string type, DateTimeOffset time, EventContext context, JsonElement data)
    {
        if (!_catalog.TryGet(type, out var definition))
        {
            return new Event<UnknownPayload>(new(data.Clone()), context) { Id = id, Type = type, Time = time };
        }

        var payload = Guard("data", () => data.Deserialize(definition.JsonTypeInfo)) ?? throw Fault("data", "it is null.");
        return definition.Create(id, time, payload, context);
    }

    private static DateTimeOffset ReadTime(JsonElement root) =>
        root.TryGetProperty("time"u8, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time)
            ? time.ToUniversalTime()
            : throw Fault("time", "it is missing or no time such as 2026-03-04T12:00:00Z.");

    private static DocumentKey? ReadSubject(JsonElement root) =>
        root.TryGetProperty("subject"u8, out var value) && value.ValueKind != JsonValueKind.Null
        ? Guard("subject", () => value.Deserialize(EventJsonContext.Default.DocumentKey))
        : null;

    private static FrozenDictionary<string, string>? ReadMetadata(JsonElement root)
    {
        if (!root.TryGetProperty("metadata"u8, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Fault("metadata", $"an object is expected, not {value.ValueKind}.");
        }

        var entries = value.EnumerateObject()
            .Select(static entry => KeyValuePair.Create(
                Guard("metadata", () => entry.Name), Text(entry.Value, "metadata") ?? throw Fault("metadata", "a value is null.")))
            .ToArray();
        return entries.Length == 0 ? null : entries.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string RequiredText(JsonElement root, string key) => OptionalText(root, key) ?? throw Fault(key, "it is missing.");

    private static string? OptionalText(JsonElement root, string key) =>
        root.TryGetProperty(key, out var value) ? Text(value, key) : null;

    private static string? Text(JsonElement value, string key) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => Guard(key, value.GetString),
        _ => throw Fault(key, $"a text is expected, not {value.ValueKind}."),
    };

    private static T Guard<T>(string place, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (JsonException exception)
        {
            throw Explain(exception, place);
        }
        catch (Exception exception) when (exception
            is InvalidOperationException or NotSupportedException or FormatException or ArgumentException)
        {
            // Half of a surrogate pair, written as an escape, is found only now; the others are what converters of applications throw.
            throw new EventFormatException(
                (place.Length == 0 ? "" : place + ": ") + DisplayText.Escape(exception.Message, 400), place, 0, 0, exception);
        }
    }

    private static EventFormatException Explain(JsonException exception, string place)
    {
        var path = exception.Path is { Length: > 1 } inner && inner[0] == '$' ? place + inner[1..] : place;
        var prefix = path.Length == 0 ? "" : DisplayText.Escape(path) + ": ";
        return new(
            prefix + DisplayText.Escape(exception.Message, 400),
            path,
            place.Length == 0 && exception.LineNumber is { } line ? line + 1 : 0,
            place.Length == 0 && exception.BytePositionInLine is { } column ? column + 1 : 0,
            exception);
    }

    private static EventFormatException Fault(string place, string message) =>
        new(place.Length == 0 ? message : $"{place}: {message}", place, 0, 0);
}
