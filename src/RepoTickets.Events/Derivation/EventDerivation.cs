using System.Text.Json;

namespace RepoTickets.Events.Derivation;

/// <summary>What commits mean, for components that follow the feed themselves.</summary>
internal sealed class EventDerivation(EventJson json) : IEventDerivation
{
    public IReadOnlyList<Event> Derive(Commit commit) => CommitEvents.Derive(commit);

    public JsonText Describe(Event source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var document = JsonDocument.Parse(json.ToBytes(source));
        return document.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
            ? JsonText.From(data)
            : JsonText.Empty;
    }
}
