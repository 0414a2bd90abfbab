using System.Text.Json;

namespace RepoTickets.Events;

/// <summary>
/// The payload of an event that was read and whose type is not known here: an application's own type that was not added, or one of a newer
/// version. It is written back as it was. Immutable and thread-safe.
/// </summary>
/// <param name="Data">The payload as JSON, independent of what it was read from.</param>
public sealed record UnknownPayload(JsonElement Data)
{
    /// <summary>Two are equal when they say the same; blanks and the order of keys do not count.</summary>
    public bool Equals(UnknownPayload? other) => other is not null && JsonElement.DeepEquals(Data, other.Data);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Data.ValueKind;
}
