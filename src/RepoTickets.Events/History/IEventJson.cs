using System.Text.Json;

namespace RepoTickets.Events;

/// <summary>The JSON form of events. Thread-safe.</summary>
internal interface IEventJson
{
    void Write(Event made, Utf8JsonWriter writer);

    /// <exception cref="Exception">Any, when the element is no event; its message says why.</exception>
    Event Read(JsonElement element);
}
