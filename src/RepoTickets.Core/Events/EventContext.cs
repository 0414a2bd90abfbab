namespace RepoTickets;

/// <summary>What a publisher may say about an event beside its payload. Immutable; share one among many events.</summary>
public sealed record EventContext
{
    /// <summary><see cref="Event.Source"/>. Default empty; at most 256 characters.</summary>
    public string Source { get; init; } = "";

    /// <summary><see cref="Event.Subject"/>.</summary>
    public DocumentKey? Subject { get; init; }

    /// <summary><see cref="Event.CorrelationId"/>. At most 256 characters.</summary>
    public string? CorrelationId { get; init; }

    /// <summary><see cref="Event.CausationId"/>. At most 256 characters.</summary>
    public string? CausationId { get; init; }

    /// <summary><see cref="Event.Metadata"/>. At most 64 entries; the dictionary must not change afterwards.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>
    /// The event is published after those of this commit: the publication waits until the bus has handed on what it derives from it. 0 (the
    /// default) publishes at once.
    /// </summary>
    public long AfterPosition { get; init; }
}
