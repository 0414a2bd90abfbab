using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace RepoTickets;

/// <summary>
/// Something that happened: a fact with a name, a time and a payload. Immutable; the same instance is handed to every handler. Events are
/// compared by their <see cref="Id"/>, not by their content.
/// </summary>
public abstract class Event
{
    private static readonly FrozenDictionary<string, string> NoMetadata = FrozenDictionary<string, string>.Empty;

    private readonly IReadOnlyDictionary<string, string>? _metadata;

    private protected Event()
    {
    }

    /// <summary>Identifies the event.</summary>
    public required EventId Id { get; init; }

    /// <summary>The name of what happened, such as <c>ticket.created</c>; <see cref="EventTypes"/> lists those of RepoTickets.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened: the time of the commit, or of the publication.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>
    /// What made it happen: <see cref="Commit.Source"/>, or what the publisher named; <c>external</c> for what editors and git did to the
    /// files. May be empty.
    /// </summary>
    public string Source { get; init; } = "";

    /// <summary>The document that it is about, where there is one.</summary>
    public DocumentKey? Subject { get; init; }

    /// <summary>Ties events and commits that belong to one activity together.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Names what caused it, such as another event's identifier.</summary>
    public string? CausationId { get; init; }

    /// <summary>What the publisher added; empty for events derived from commits.</summary>
    [AllowNull]
    public IReadOnlyDictionary<string, string> Metadata
    {
        get => _metadata ?? NoMetadata;
        init => _metadata = value;
    }

    /// <summary>The payload.</summary>
    public abstract object Payload { get; }

    /// <summary>The form of logs, such as <c>ticket.created Ticket LOGIN-1</c>.</summary>
    public override string ToString() => Subject is { } subject ? $"{Type} {subject}" : Type;
}

/// <summary>An event with a payload of this type.</summary>
/// <typeparam name="TData">The payload, an immutable record; each event type has its own.</typeparam>
/// <param name="data">The payload.</param>
public sealed class Event<TData>(TData data) : Event
    where TData : notnull
{
    /// <summary>The payload.</summary>
    public TData Data { get; } = data;

    /// <inheritdoc/>
    public override object Payload => Data;
}
