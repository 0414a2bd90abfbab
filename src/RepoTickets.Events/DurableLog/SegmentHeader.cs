using System.Text.Json;

namespace RepoTickets.Events.DurableLog;

/// <summary>
/// The first line of a segment. It repeats what the segments before would tell, so that the end of the log is known from the last one
/// alone.
/// </summary>
/// <param name="First">The number of the first event in the segment.</param>
/// <param name="Through">Derived events through here are in the log.</param>
/// <param name="Begun">When the segment was begun.</param>
internal readonly record struct SegmentHeader(long First, EventId Through, DateTimeOffset Begun)
{
    internal const int Version = 1;

    internal byte[] ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteNumber("event_log"u8, Version);
            writer.WriteNumber("first"u8, First);
            writer.WriteString("through"u8, Through.ToString());
            writer.WriteString("begun"u8, Begun);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    internal static bool TryRead(ReadOnlySpan<byte> line, out SegmentHeader header)
    {
        header = default;
        if (!LogLine.IsWhole(line))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            return TryRead(document.RootElement, out header);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The checksum is right, but it is no header of ours.
            return false;
        }
    }

    private static bool TryRead(JsonElement root, out SegmentHeader header)
    {
        header = default;
        if (!root.TryGetProperty("event_log"u8, out var version) || !version.TryGetInt32(out var number) || number != Version
            || !root.TryGetProperty("first"u8, out var first) || !first.TryGetInt64(out var firstNumber)
            || !root.TryGetProperty("through"u8, out var through) || !EventId.TryParse(through.GetString(), out var id))
        {
            return false;
        }

        // Segments did not always say so; one that does not is old.
        var time = default(DateTimeOffset);
        var isTimed = root.TryGetProperty("begun"u8, out var begun) && begun.TryGetDateTimeOffset(out time);
        header = new(firstNumber, id, isTimed ? time : default);
        return true;
    }
}
