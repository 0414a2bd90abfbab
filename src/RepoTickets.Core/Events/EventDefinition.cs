using System.Text.Json.Serialization.Metadata;

namespace RepoTickets;

/// <summary>
/// Connects the name of an event type with the type of its payload and its JSON form. Add an application's own with
/// <c>AddRepoTickets(t => t.AddEventType("app.build.finished", AppJson.Default.BuildFinished))</c>. Immutable.
/// </summary>
public abstract class EventDefinition
{
    private protected EventDefinition(string type, Type dataType)
    {
        Type = type;
        DataType = dataType;
    }

    /// <summary>The name, such as <c>ticket.created</c>.</summary>
    public string Type { get; }

    /// <summary>The type of the payload.</summary>
    public Type DataType { get; }

    /// <summary>How the payload is written and read.</summary>
    public abstract JsonTypeInfo JsonTypeInfo { get; }

    /// <summary>Makes an event of this type around a payload.</summary>
    /// <exception cref="InvalidCastException">The payload is not of <see cref="DataType"/>.</exception>
    public abstract Event Create(EventId id, DateTimeOffset time, object data, EventContext context);
}

/// <summary>The definition of an event type whose payload is <typeparamref name="TData"/>.</summary>
public sealed class EventDefinition<TData> : EventDefinition
    where TData : notnull
{
    /// <summary>The longest name of an event type, in characters: <see cref="EventTypes.MaximumLength"/>.</summary>
    public const int MaximumTypeLength = EventTypes.MaximumLength;

    private readonly JsonTypeInfo<TData> _jsonTypeInfo;

    /// <summary>Defines an event type.</summary>
    /// <param name="type">Words of a-z, 0-9, <c>_</c> and <c>-</c>, joined by dots; at most 128 characters.</param>
    /// <param name="jsonTypeInfo">From the application's source-generated <c>JsonSerializerContext</c>.</param>
    /// <exception cref="ArgumentException">The name is not of that form.</exception>
    public EventDefinition(string type, JsonTypeInfo<TData> jsonTypeInfo)
        : base(Check(type), typeof(TData))
    {
        ArgumentNullException.ThrowIfNull(jsonTypeInfo);
        _jsonTypeInfo = jsonTypeInfo;
    }

    /// <inheritdoc/>
    public override JsonTypeInfo JsonTypeInfo => _jsonTypeInfo;

    /// <inheritdoc/>
    public override Event Create(EventId id, DateTimeOffset time, object data, EventContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Create(id, time, (TData)data, context);
    }

    /// <summary>Makes an event of this type.</summary>
    public Event<TData> Create(EventId id, DateTimeOffset time, TData data, EventContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new(data, context) { Id = id, Type = Type, Time = time };
    }

    private static string Check(string type)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        return EventTypes.IsWellFormed(type)
            ? type
            : throw new ArgumentException(
                $"'{DisplayText.Escape(type)}' is not the name of an event type: " +
                $"use words of a-z, 0-9, _ and -, joined by dots, at most {MaximumTypeLength} characters.", nameof(type));
    }
}
