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

    private protected static readonly EventContext NoContext = new();

    // What the publisher said is kept as it was handed in, shared by all events of one context: an event that had each of its values would
    // be almost twice as large, and its making is most of what a publication costs.
    private readonly EventContext _context;

    private protected Event(EventContext context) => _context = context;

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
    public string Source
    {
        get => _context.Source;
        init => _context = _context with { Source = value };
    }

    /// <summary>The document that it is about, where there is one.</summary>
    public DocumentKey? Subject
    {
        get => _context.Subject;
        init => _context = _context with { Subject = value };
    }

    /// <summary>Ties events and commits that belong to one activity together.</summary>
    public string? CorrelationId
    {
        get => _context.CorrelationId;
        init => _context = _context with { CorrelationId = value };
    }

    /// <summary>Names what caused it, such as another event's identifier.</summary>
    public string? CausationId
    {
        get => _context.CausationId;
        init => _context = _context with { CausationId = value };
    }

    /// <summary>What the publisher added; empty for events derived from commits.</summary>
    [AllowNull]
    public IReadOnlyDictionary<string, string> Metadata
    {
        get => _context.Metadata ?? NoMetadata;
        init => _context = _context with { Metadata = value };
    }

    /// <summary>The payload.</summary>
    public abstract object Payload { get; }

    /// <summary>The form of logs, such as <c>ticket.created Ticket LOGIN-1</c>.</summary>
    public override string ToString() => Subject is { } subject ? $"{Type} {subject}" : Type;
}

/// <summary>An event with a payload of this type.</summary>
/// <typeparam name="TData">The payload, an immutable record; each event type has its own.</typeparam>
public sealed class Event<TData> : Event
    where TData : notnull
{
    /// <summary>Makes an event of which nothing is said beside its payload, unless properties are set.</summary>
    /// <param name="data">The payload.</param>
    public Event(TData data)
        : base(NoContext) => Data = data;

    /// <summary>Makes an event of which the context says what there is to say beside its payload.</summary>
    /// <param name="data">The payload.</param>
    /// <param name="context">Kept and not copied; one may be shared by many events.</param>
    /// <exception cref="ArgumentNullException">The context is null.</exception>
    public Event(TData data, EventContext context)
        : base(context ?? throw new ArgumentNullException(nameof(context))) => Data = data;

    /// <summary>The payload.</summary>
    public TData Data { get; }

    /// <inheritdoc/>
    public override object Payload => Data;
}
