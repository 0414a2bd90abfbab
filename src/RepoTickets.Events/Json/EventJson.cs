using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RepoTickets.Events;

/// <summary>
/// Writes events as JSON, one object for each, and reads them:
/// <c>{"id":…,"type":"ticket.closed","source":…,"time":…,"subject":{"kind":"ticket",
/// "id":"LOGIN-1"},"position":42,"correlation_id":…,"causation_id":…,"metadata":{},"data":{…}}</c>. There is no line end inside, so that a
/// file of lines can hold them. Thread-safe.
/// </summary>
/// <param name="catalog">The event types that are known. An event of another type keeps its data as an
/// <see cref="UnknownPayload"/>.</param>
public sealed partial class EventJson(EventCatalog catalog) : IEventJson
{
    /// <summary>Levels of objects and lists in one event: 64.</summary>
    public const int MaximumDepth = 64;

    /// <summary>The largest event that is written or read, in bytes of UTF-8: 1 MiB.</summary>
    public const int MaximumBytes = 1024 * 1024;

    // What is written here goes into files and streams, not into HTML.
    private static readonly JsonWriterOptions WriterOptions =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaximumDepth };

    private readonly EventCatalog _catalog = catalog ?? throw new ArgumentNullException(nameof(catalog));

    /// <summary>For the event types of RepoTickets alone.</summary>
    public static EventJson Default { get; } = new(EventCatalog.Default);

    /// <summary>The event as UTF-8.</summary>
    /// <exception cref="ArgumentException">The type is not defined for this payload, or the text has half of a surrogate pair.</exception>
    /// <exception cref="EventFormatException">It is over a bound.</exception>
    public byte[] ToBytes(Event made)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        Write(made, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Appends the event as UTF-8.</summary>
    /// <exception cref="ArgumentException">As for <see cref="ToBytes"/>; the buffer may have got a part of it.</exception>
    /// <exception cref="EventFormatException">It is over a bound; the buffer may have got a part of it.</exception>
    public void Write(Event made, IBufferWriter<byte> buffer)
    {
        ArgumentNullException.ThrowIfNull(made);
        ArgumentNullException.ThrowIfNull(buffer);
        using var writer = new Utf8JsonWriter(buffer, WriterOptions);
        Write(made, writer);
        writer.Flush();
    }

    /// <summary>Writes the event as the next value.</summary>
    /// <exception cref="ArgumentException">As for <see cref="ToBytes"/>; the writer may have got a part of it.</exception>
    /// <exception cref="EventFormatException">It is over a bound; the writer may have got a part of it.</exception>
    public void Write(Event made, Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(made);
        ArgumentNullException.ThrowIfNull(writer);
        var start = writer.BytesCommitted + writer.BytesPending;
        writer.WriteStartObject();
        writer.WriteString("id"u8, made.Id.ToString());
        writer.WriteString("type"u8, made.Type);
        writer.WriteString("source"u8, made.Source);
        writer.WriteString("time"u8, made.Time.UtcDateTime);
        if (made.Subject is { } subject)
        {
            writer.WritePropertyName("subject"u8);
            JsonSerializer.Serialize(writer, subject, EventJsonContext.Default.DocumentKey);
        }

        writer.WriteNumber("position"u8, made.Id.Position);
        if (made.CorrelationId is { } correlation)
        {
            writer.WriteString("correlation_id"u8, correlation);
        }

        if (made.CausationId is { } causation)
        {
            writer.WriteString("causation_id"u8, causation);
        }

        WriteMetadata(made, writer);
        writer.WritePropertyName("data"u8);
        WriteData(made, writer);
        writer.WriteEndObject();
        var length = writer.BytesCommitted + writer.BytesPending - start;
        if (length > MaximumBytes)
        {
            throw new EventFormatException($"{made.Type} {made.Id} takes {length} bytes; at most {MaximumBytes} are allowed.", "", 0, 0);
        }
    }

    Event IEventJson.Read(JsonElement element) => Read(element);

    private static void WriteMetadata(Event made, Utf8JsonWriter writer)
    {
        writer.WriteStartObject("metadata"u8);
        foreach (var (name, value) in made.Metadata)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteUnknown(Event made, JsonElement data, Utf8JsonWriter writer)
    {
        try
        {
            data.WriteTo(writer);
        }
        catch (InvalidOperationException exception)
        {
            throw new ArgumentException($"The data of {made.Type} {made.Id} holds half of a surrogate pair.", nameof(made), exception);
        }
    }

    private void WriteData(Event made, Utf8JsonWriter writer)
    {
        if (made is Event<UnknownPayload> unknown)
        {
            WriteUnknown(made, unknown.Data.Data, writer);
            return;
        }

        if (!_catalog.TryGet(made.Type, out var definition) || definition.DataType != made.Payload.GetType())
        {
            throw new ArgumentException(
                $"The event type '{made.Type}' is not defined for the payload {made.Payload.GetType()}.", nameof(made));
        }

        JsonSerializer.Serialize(writer, made.Payload, definition.JsonTypeInfo);
    }
}
