namespace RepoTickets.Workflows;

/// <summary>Checks a definition: the whole, its parameters, its names, what depends on what, and each step.</summary>
internal sealed class DefinitionCheck(WorkflowDefinition definition, KnownDefinitions? known, ProblemList problems)
{
    /// <summary>The longest time that anything may take or wait.</summary>
    internal static readonly TimeSpan LongestTime = TimeSpan.FromDays(3_653);

    private const int MaximumSteps = 1_000;
    private const int MaximumParameters = 200;
    private const int MaximumDefaultDepth = 16;
    private const int MaximumDescription = 20_000;

    internal void Run()
    {
        CheckWhole();
        CheckParameters();
        if (definition.Steps.Count is 0 or > MaximumSteps)
        {
            Add("steps", $"A workflow has 1 to {MaximumSteps} steps, not {definition.Steps.Count}.");
            if (definition.Steps.Count > 0)
            {
                return;
            }
        }

        CheckNames();
        var graph = new StepGraph(definition.Steps);
        foreach (var cycle in graph.Cycles())
        {
            AddCycle(cycle);
        }

        var expressions = new ExpressionCheck(definition, graph, problems);
        foreach (var place in StepPlace.All(definition))
        {
            new StepCheck(place, graph, expressions, known, definition, problems).Run();
        }

        if (known?.FindRecursion() is { } recursion)
        {
            Add("steps", $"The workflow runs itself and would never end: {string.Join(" → ", recursion)}. Take one of these steps out.");
        }
    }

    private void CheckWhole()
    {
        if (DefinitionNames.ExplainId(definition.Name) is { } reason)
        {
            Add("name", $"The name {reason}. Write 1 to 64 characters of a-z, 0-9 and single hyphens, such as bug-fix.");
        }

        if (definition.Version < 1)
        {
            Add("version", "Versions are counted from 1.");
        }

        if (definition.Description.Length > MaximumDescription)
        {
            Add("description", $"The description is longer than {MaximumDescription} characters.");
        }

        if (definition.MaximumParallelSteps is < 1 or > 256)
        {
            Add("parallel", $"1 to 256 steps can run at once, not {definition.MaximumParallelSteps}.");
        }

        if (!Enum.IsDefined(definition.OnFailure))
        {
            Add("on-failure", "This is no rule for failures. Use fail-fast or continue.");
        }

        if (definition.TimeOut is { } timeOut && (timeOut <= TimeSpan.Zero || timeOut > LongestTime))
        {
            Add("timeout", "The time-out must be more than nothing and at most 10 years. Leave it out for no limit.");
        }
    }

    private void CheckParameters()
    {
        if (definition.Parameters.Count > MaximumParameters)
        {
            Add("parameters", $"There are {definition.Parameters.Count} parameters; at most {MaximumParameters} are allowed.");
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parameter in definition.Parameters)
        {
            var field = $"parameters.{parameter.Name}";
            if (DefinitionNames.ExplainVariable(parameter.Name) is { } reason)
            {
                Add(field, $"The name {reason}. Write a letter, then letters, digits and underscores, at most 64.");
            }
            else if (!names.Add(parameter.Name))
            {
                Add(field, "There are two parameters of this name. Remove or rename one.");
            }

            if (!Enum.IsDefined(parameter.Type))
            {
                Add($"{field}.type", "This is no type of parameters. Use text, number, boolean or list.");
            }
            else if (parameter.Default is { Kind: not WorkflowValueKind.Null } value
                && value.Kind != DefinitionWords.KindOf(parameter.Type))
            {
                var type = DefinitionWords.ParameterTypes.Write(parameter.Type);
                Add($"{field}.default", $"The default is {ValueKinds.Of(value)}, but the type is {type}. Change one of them.");
            }
            else if (parameter.Default is { } list && IsDeeper(list, MaximumDefaultDepth))
            {
                Add($"{field}.default", $"The default nests more than {MaximumDefaultDepth} levels deep.");
            }
        }
    }

    private static bool IsDeeper(WorkflowValue value, int depth) =>
        depth < 0 || value.Items.Any(item => IsDeeper(item, depth - 1)) || value.Members.Any(member => IsDeeper(member.Value, depth - 1));

    private void CheckNames()
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var place in StepPlace.All(definition))
        {
            var id = place.Step.Id;
            if (DefinitionNames.ExplainId(id) is { } reason)
            {
                problems.Add(new(
                    $"{place.Path}.id",
                    id,
                    "id",
                    $"The name {reason}. Write 1 to 64 characters of a-z, 0-9 and single hyphens, such as write-tests."));
            }
            else if (!paths.TryAdd(id, place.Path))
            {
                problems.Add(new($"{place.Path}.id", id, "id", $"{paths[id]} has this name, too. Each step needs a name of its own."));
            }
        }
    }

    private void AddCycle(List<int> cycle)
    {
        var first = definition.Steps[cycle[0]];
        var next = definition.Steps[cycle[cycle.Count > 1 ? 1 : 0]].Id;
        var number = first.DependsOn.ToList().IndexOf(next);
        var names = cycle.Append(cycle[0]).Select(step => DisplayText.Escape(definition.Steps[step].Id)).ToList();
        var shown = names.Count <= 20 ? string.Join(" → ", names) : $"{string.Join(" → ", names.Take(18))} → … → {names[^1]}";
        problems.Add(new(
            $"steps[{cycle[0]}].depends-on[{number}]",
            first.Id,
            $"depends-on[{number}]",
            $"The step waits for itself: {shown}. Take one of these dependencies out."));
    }

    private void Add(string field, string reason) => problems.Add(new(field, null, field, reason));
}
