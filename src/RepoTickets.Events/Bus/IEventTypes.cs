using System.Diagnostics.CodeAnalysis;

namespace RepoTickets.Events;

/// <summary>Which event type a payload belongs to. Immutable and thread-safe.</summary>
internal interface IEventTypes
{
    bool TryGet<TData>([NotNullWhen(true)] out EventDefinition<TData>? definition)
        where TData : notnull;
}
