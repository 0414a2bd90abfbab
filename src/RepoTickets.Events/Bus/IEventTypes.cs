using System.Diagnostics.CodeAnalysis;

namespace RepoTickets.Events;

/// <summary>Which event type a payload belongs to. Immutable and thread-safe.</summary>
internal interface IEventTypes
{
    bool TryGet<TData>([NotNullWhen(true)] out EventDefinition<TData>? definition)
        where TData : notnull;
}

/// <summary>The event types that the host's services define.</summary>
internal sealed class DefinedEventTypes : IEventTypes
{
    private readonly Dictionary<Type, EventDefinition> _byPayload = [];

    /// <exception cref="ArgumentException">Two definitions have the same payload, so publishing it could mean either.</exception>
    internal DefinedEventTypes(IEnumerable<EventDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            if (!_byPayload.TryAdd(definition.DataType, definition) && _byPayload[definition.DataType].Type != definition.Type)
            {
                throw new ArgumentException(
                    $"The payload {definition.DataType} is defined for '{_byPayload[definition.DataType].Type}' and for '{definition.Type}': give each event type a payload of its own.",
                    nameof(definitions));
            }
        }
    }

    public bool TryGet<TData>([NotNullWhen(true)] out EventDefinition<TData>? definition)
        where TData : notnull
    {
        definition = _byPayload.GetValueOrDefault(typeof(TData)) as EventDefinition<TData>;
        return definition is not null;
    }
}
