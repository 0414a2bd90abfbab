using System.Text.Json;

namespace RepoTickets.Events;

/// <summary>Reads an exported history, wholly or not at all.</summary>
internal static class HistoryReader
{
    internal const int MaximumEvents = 1_000_000;
    internal const int MaximumBytes = 256 << 20;

    /// <returns>The events in the order of their identifiers, each once.</returns>
    /// <exception cref="EventFormatException">The input is not an array of events.</exception>
    internal static async Task<List<Event>> ReadAsync(Stream input, IEventJson json, CancellationToken cancellationToken)
    {
        var bytes = new MemoryStream();
        await using (bytes.ConfigureAwait(false))
        {
            await CopyAsync(input, bytes, cancellationToken).ConfigureAwait(false);
            using var document = Parse(bytes);
            return ReadAll(document.RootElement, json);
        }
    }

    private static async Task CopyAsync(Stream input, MemoryStream bytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        while (await input.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            if (bytes.Length + count > MaximumBytes)
            {
                throw new EventFormatException(
                    $"The history to import is longer than {MaximumBytes} bytes. Nothing was imported. Import it in parts.");
            }

            bytes.Write(buffer, 0, count);
        }

        bytes.Position = 0;
    }

    private static JsonDocument Parse(MemoryStream bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException error)
        {
            throw new EventFormatException($"The history to import is not valid JSON. Nothing was imported. {error.Message}", error);
        }
    }

    private static List<Event> ReadAll(JsonElement root, IEventJson json)
    {
        if (root.ValueKind != JsonValueKind.Array)
        {
            throw new EventFormatException(
                $"The history to import is a JSON {root.ValueKind}; an array of events is expected. Nothing was imported.");
        }

        if (root.GetArrayLength() > MaximumEvents)
        {
            throw new EventFormatException(
                $"The history to import has {root.GetArrayLength()} events; {MaximumEvents} are allowed. Nothing was imported. " +
                "Import it in parts.");
        }

        var events = new SortedDictionary<EventId, Event>();
        var index = 0;
        foreach (var element in root.EnumerateArray())
        {
            var made = Read(element, index++, json);
            events.TryAdd(made.Id, made);
        }

        return [.. events.Values];
    }

    private static Event Read(JsonElement element, int index, IEventJson json)
    {
        try
        {
            return json.Read(element);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw new EventFormatException(
                $"Element [{index}] of the history to import is not an event. Nothing was imported. {error.Message}", error);
        }
    }
}
