namespace RepoTickets.Workflows;

/// <summary>The definitions that one can run, itself among them.</summary>
internal sealed class KnownDefinitions
{
    private readonly WorkflowDefinition _self;
    private readonly Dictionary<string, SortedDictionary<int, WorkflowDefinition>> _byName = new(StringComparer.Ordinal);

    internal KnownDefinitions(WorkflowDefinition self, IReadOnlyCollection<WorkflowDefinition> known)
    {
        _self = self;
        foreach (var definition in known.Append(self))
        {
            if (!_byName.TryGetValue(definition.Name, out var versions))
            {
                _byName[definition.Name] = versions = [];
            }

            versions[definition.Version] = definition;
        }
    }

    internal WorkflowDefinition? Find(string name, int? version)
    {
        if (!_byName.TryGetValue(name, out var versions))
        {
            return null;
        }

        return version is { } number ? versions.GetValueOrDefault(number) : versions.Last().Value;
    }

    internal (string Field, string Reason) ExplainUnknown(string name, int? version) =>
        _byName.TryGetValue(name, out var versions)
            ? ("workflow.version", $"There is no version {version} of '{name}'. There is: {string.Join(", ", versions.Keys.Take(20))}.")
            : ("workflow.name", $"There is no workflow '{name}'. Known: {string.Join(", ", Names().Take(20))}.");

    /// <summary>The shortest way on which the definition runs itself, with itself at both ends; null when there is none.</summary>
    internal List<string>? FindRecursion()
    {
        var cameFrom = new Dictionary<WorkflowDefinition, WorkflowDefinition?>(ReferenceEqualityComparer.Instance) { [_self] = null };
        var waiting = new Queue<WorkflowDefinition>([_self]);
        while (waiting.TryDequeue(out var current))
        {
            foreach (var next in SubWorkflows(current))
            {
                if (ReferenceEquals(next, _self))
                {
                    return Way(current, cameFrom);
                }

                if (cameFrom.TryAdd(next, current))
                {
                    waiting.Enqueue(next);
                }
            }
        }

        return null;
    }

    private List<string> Way(WorkflowDefinition last, Dictionary<WorkflowDefinition, WorkflowDefinition?> cameFrom)
    {
        var names = new List<string> { _self.Name };
        for (var step = last; step is not null; step = cameFrom[step])
        {
            names.Insert(0, step.Name);
        }

        return names;
    }

    private IEnumerable<WorkflowDefinition> SubWorkflows(WorkflowDefinition definition) => StepPlace.All(definition)
        .Select(place => place.Step)
        .OfType<SubWorkflowStep>()
        .Select(step => Find(step.Definition, step.DefinitionVersion))
        .OfType<WorkflowDefinition>();

    private IOrderedEnumerable<string> Names() => _byName.Keys.Where(name => name != _self.Name).Order(StringComparer.Ordinal);
}
