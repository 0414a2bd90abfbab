using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace RepoTickets.Events;

/// <summary>
/// Every event type that is known: those of RepoTickets and the application's own. Connects the name of a type, the type of its payload and
/// its JSON form, each with exactly one of the others. Immutable and thread-safe.
/// </summary>
public sealed class EventCatalog : IEventTypes
{
    private readonly FrozenDictionary<string, EventDefinition> _byType;
    private readonly FrozenDictionary<Type, EventDefinition> _byDataType;

    /// <summary>The types of RepoTickets and further ones.</summary>
    /// <param name="additional">The application's own, as <c>AddEventType</c> registers them. The same pair of name and payload may occur
    /// again; the first counts.</param>
    /// <exception cref="ArgumentException">A name or a payload has two definitions; the message names both.</exception>
    public EventCatalog(params IEnumerable<EventDefinition> additional)
    {
        ArgumentNullException.ThrowIfNull(additional);
        var byType = new Dictionary<string, EventDefinition>(StringComparer.Ordinal);
        var byDataType = new Dictionary<Type, EventDefinition>();
        foreach (var definition in BuiltInEvents.All.Concat(additional))
        {
            ArgumentNullException.ThrowIfNull(definition, nameof(additional));
            Add(definition, byType, byDataType);
        }

        _byType = byType.ToFrozenDictionary(StringComparer.Ordinal);
        _byDataType = byDataType.ToFrozenDictionary();
        Definitions = [.. byType.Values.OrderBy(static definition => definition.Type, StringComparer.Ordinal)];
    }

    /// <summary>The types of RepoTickets alone.</summary>
    public static EventCatalog Default { get; } = new();

    /// <summary>All definitions, ordered by name.</summary>
    public ValueList<EventDefinition> Definitions { get; }

    /// <summary>The definition of this name.</summary>
    public bool TryGet(string? type, [NotNullWhen(true)] out EventDefinition? definition)
    {
        definition = null;
        return type is not null && _byType.TryGetValue(type, out definition);
    }

    /// <summary>The definition for this payload.</summary>
    public bool TryGet(Type dataType, [NotNullWhen(true)] out EventDefinition? definition) =>
        _byDataType.TryGetValue(dataType, out definition);

    /// <summary>The definition for this payload.</summary>
    public bool TryGet<TData>([NotNullWhen(true)] out EventDefinition<TData>? definition)
        where TData : notnull
    {
        definition = _byDataType.GetValueOrDefault(typeof(TData)) as EventDefinition<TData>;
        return definition is not null;
    }

    /// <summary>The definition for this payload.</summary>
    /// <exception cref="ArgumentException">No event type is defined for it.</exception>
    public EventDefinition<TData> Get<TData>()
        where TData : notnull =>
        TryGet<TData>(out var definition)
            ? definition
            : throw new ArgumentException(
                $"No event type is defined for the payload {typeof(TData)}. Add it: " +
                $"AddRepoTickets(t => t.AddEventType(\"app.some.event\", AppJson.Default.{typeof(TData).Name})).");

    private static void Add(
        EventDefinition definition, Dictionary<string, EventDefinition> byType, Dictionary<Type, EventDefinition> byDataType)
    {
        if (byType.TryGetValue(definition.Type, out var known))
        {
            if (known.DataType == definition.DataType)
            {
                return;
            }

            throw new ArgumentException(
                $"The event type '{definition.Type}' has two definitions: " +
                $"with the payload {known.DataType} and with {definition.DataType}. Give one of them another name.");
        }

        if (!byDataType.TryAdd(definition.DataType, definition))
        {
            throw new ArgumentException(
                $"The payload {definition.DataType} has two event types: " +
                $"'{byDataType[definition.DataType].Type}' and '{definition.Type}'. Give each a payload record of its own.");
        }

        byType.Add(definition.Type, definition);
    }
}
