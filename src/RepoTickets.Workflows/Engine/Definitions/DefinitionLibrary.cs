using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Engine;

/// <summary>
/// Definitions that are registered or stored, made ready to run once each. Thread-safe.
/// </summary>
internal sealed class DefinitionLibrary
{
    private readonly ConcurrentDictionary<WorkflowDefinitionId, PreparedDefinition> _byId = new();
    private readonly ConditionalWeakTable<WorkflowDefinition, PreparedDefinition> _byValue = [];
    private readonly List<WorkflowDefinition> _registered;

    internal DefinitionLibrary(IEnumerable<WorkflowDefinition> registered)
    {
        _registered = [.. registered];
        foreach (var definition in _registered)
        {
            Prepare(definition);
        }
    }

    /// <exception cref="InvalidWorkflowException">It is not valid.</exception>
    internal PreparedDefinition Prepare(WorkflowDefinition definition)
    {
        if (_byValue.TryGetValue(definition, out var known))
        {
            return known;
        }

        WorkflowValidator.ThrowIfInvalid(definition);
        var document = DefinitionText.ToDocument(definition);
        var prepared = _byId.GetOrAdd(
            document.Id, static (_, made) => made, new PreparedDefinition(WorkflowPlan.Compile(definition), document));
        _byValue.AddOrUpdate(definition, prepared);
        return prepared;
    }

    /// <summary>The definition that an instance was started with.</summary>
    internal async ValueTask<PreparedDefinition> GetAsync(ITicketStore store, WorkflowDefinitionId id, CancellationToken cancellationToken)
    {
        if (_byId.TryGetValue(id, out var known))
        {
            return known;
        }

        var document = (StoredWorkflowDefinition?)await store.GetAsync(id.Key, cancellationToken).ConfigureAwait(false)
            ?? throw new DocumentNotFoundException(id.Key);
        return _byId.GetOrAdd(id, static (_, stored) => new(WorkflowPlan.Compile(DefinitionText.Read(stored)), stored), document);
    }

    /// <summary>Whether a step of the definition may wait for such an event; true when the definition has not been read.</summary>
    internal bool MayWaitFor(WorkflowDefinitionId id, string type) => !_byId.TryGetValue(id, out var known) || known.Plan.Steps.Any(
        step => (step.Body ?? step).Definition is WaitForEventStep wait && EventMatch.Matches(wait.Event, type));

    /// <summary>The definition of a name: of the version, or of the highest that is registered or stored.</summary>
    internal async ValueTask<PreparedDefinition> FindAsync(
        ITicketStore? store, string name, int? version, CancellationToken cancellationToken)
    {
        var registered = _registered.Where(definition => definition.Name == name && (version is null || definition.Version == version))
            .MaxBy(static definition => definition.Version);
        if (registered is not null)
        {
            return Prepare(registered);
        }

        if (store is not null)
        {
            var stored = (await store.ListAsync<StoredWorkflowDefinition>(cancellationToken).ConfigureAwait(false)).Documents
                .Where(document => document.Name == name && (version is null || document.DefinitionVersion == version))
                .OrderByDescending(static document => document.DefinitionVersion).ThenBy(static document => document.Id).FirstOrDefault();
            if (stored is not null)
            {
                return await GetAsync(store, stored.Id, cancellationToken).ConfigureAwait(false);
            }
        }

        var known = _registered.Count == 0
            ? "none"
            : string.Join(", ", _registered.Select(static definition => definition.Name).Distinct());
        throw new WorkflowDefinitionException(
            name, $"it is neither registered nor stored{(version is { } wanted ? $" in version {wanted}" : "")}; registered are {known}");
    }
}

/// <summary>A definition that can be run, and its form in the store.</summary>
/// <param name="Plan">Ready to run.</param>
/// <param name="Document">Its stored form, whether or not it has been stored.</param>
internal sealed record PreparedDefinition(WorkflowPlan Plan, StoredWorkflowDefinition Document);
