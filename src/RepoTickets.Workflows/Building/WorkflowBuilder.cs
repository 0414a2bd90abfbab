namespace RepoTickets.Workflows;

/// <summary>
/// Puts a definition together. Nothing is checked before <see cref="Build"/>, which tells all problems at once. Not thread-safe.
/// </summary>
public sealed class WorkflowBuilder
{
    private readonly List<StepDefinition> _steps;
    private readonly List<WorkflowParameter> _parameters;
    private readonly List<WorkflowProblem> _problems = [];
    private WorkflowDefinition _definition;

    internal WorkflowBuilder(WorkflowDefinition definition)
    {
        _definition = definition;
        _steps = [.. definition.Steps];
        _parameters = [.. definition.Parameters];
    }

    /// <summary>The version, 1 or more. Default 1.</summary>
    public WorkflowBuilder Version(int version) => With(_definition with { Version = version });

    /// <summary>What it is for.</summary>
    public WorkflowBuilder Describe(string description) => With(_definition with { Description = description ?? "" });

    /// <summary>How many steps may run at once, 1 to 256. Default 16.</summary>
    public WorkflowBuilder MaximumParallelSteps(int count) => With(_definition with { MaximumParallelSteps = count });

    /// <summary>What happens when a step has failed for good. Default <see cref="FailureMode.FailFast"/>.</summary>
    public WorkflowBuilder OnFailure(FailureMode mode) => With(_definition with { OnFailure = mode });

    /// <summary>How long the whole may take.</summary>
    public WorkflowBuilder TimeOut(TimeSpan timeOut) => With(_definition with { TimeOut = timeOut });

    /// <summary>A value that every start must give. One of the same name is replaced.</summary>
    /// <typeparam name="T">Text, a number, <see cref="bool"/>, or a list or array.</typeparam>
    /// <param name="name">A letter, then letters, digits and underscores, at most 64.</param>
    /// <param name="description">What it is for.</param>
    public WorkflowBuilder Parameter<T>(string name, string description = "") => Add<T>(name, null, description);

    /// <summary>A value that a start may give. One of the same name is replaced.</summary>
    /// <typeparam name="T">Text, a number, <see cref="bool"/>, or a list or array.</typeparam>
    /// <param name="name">A letter, then letters, digits and underscores, at most 64.</param>
    /// <param name="value">The value when a start gives none; may be null.</param>
    /// <param name="description">What it is for.</param>
    public WorkflowBuilder OptionalParameter<T>(string name, T value, string description = "")
    {
        if (BuilderValues.TryConvert(value, out var converted))
        {
            return Add<T>(name, converted, description);
        }

        return Problem(
            $"parameters.{name}.default", $"This {typeof(T).Name} is no value of workflows. Use text, a finite number, a bool or a list.");
    }

    /// <summary>A step. One of the same name is replaced where it stands; otherwise it comes last.</summary>
    /// <param name="id">1 to 64 characters of a-z, 0-9 and single hyphens; unique.</param>
    /// <param name="configure">Says what the step does and when.</param>
    public WorkflowBuilder Step(string id, Action<StepBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(configure);
        var place = _steps.FindIndex(step => string.Equals(step.Id, id, StringComparison.Ordinal));
        var number = place < 0 ? _steps.Count : place;
        var builder = new StepBuilder(id, $"steps[{number}]", _problems);
        configure(builder);
        return Put(builder.Build(), place);
    }

    /// <summary>A step that was made elsewhere. One of the same name is replaced where it stands; otherwise it comes last.</summary>
    public WorkflowBuilder Step(StepDefinition step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Put(step, _steps.FindIndex(other => string.Equals(other.Id, step.Id, StringComparison.Ordinal)));
    }

    /// <summary>Takes a step out; those that depended on it depend on what it depended on instead.</summary>
    public WorkflowBuilder Without(string id)
    {
        var place = _steps.FindIndex(step => string.Equals(step.Id, id, StringComparison.Ordinal));
        if (place < 0)
        {
            return Problem("steps", $"There is no step '{DisplayText.Escape(id)}' to take out.");
        }

        var removed = _steps[place];
        _steps.RemoveAt(place);
        for (var i = 0; i < _steps.Count; i++)
        {
            if (_steps[i].DependsOn.Contains(id))
            {
                var dependsOn = _steps[i].DependsOn.SelectMany(
                    dependency => dependency == id ? removed.DependsOn : (IEnumerable<string>)[dependency]);
                _steps[i] = _steps[i] with { DependsOn = dependsOn.Distinct(StringComparer.Ordinal).ToValueList() };
            }
        }

        return this;
    }

    /// <summary>The definition.</summary>
    /// <param name="known">The definitions that it can run as sub-workflows, as for <see cref="WorkflowValidator.Validate"/>.</param>
    /// <exception cref="InvalidWorkflowException">It is not valid; the exception lists all problems.</exception>
    public WorkflowDefinition Build(IReadOnlyCollection<WorkflowDefinition>? known = null)
    {
        var definition = _definition with { Parameters = _parameters.ToValueList(), Steps = _steps.ToValueList() };
        var found = WorkflowValidator.Validate(definition, known).Where(problem => !_problems.Exists(own => own.Path == problem.Path));
        ValueList<WorkflowProblem> problems = [.. _problems, .. found];
        return problems.Count == 0 ? definition : throw new InvalidWorkflowException(definition.Name, problems);
    }

    private WorkflowBuilder Add<T>(string name, WorkflowValue? value, string description)
    {
        if (BuilderValues.TypeOf(typeof(T)) is not { } type)
        {
            return Problem($"parameters.{name}.type", $"{typeof(T).Name} is no type of parameters. Use text, a number, bool or a list.");
        }

        var parameter = new WorkflowParameter(name, type, value, description ?? "");
        var place = _parameters.FindIndex(other => string.Equals(other.Name, name, StringComparison.Ordinal));
        if (place < 0)
        {
            _parameters.Add(parameter);
        }
        else
        {
            _parameters[place] = parameter;
        }

        return this;
    }

    private WorkflowBuilder Put(StepDefinition step, int place)
    {
        if (place < 0)
        {
            _steps.Add(step);
        }
        else
        {
            _steps[place] = step;
        }

        return this;
    }

    private WorkflowBuilder With(WorkflowDefinition definition)
    {
        _definition = definition;
        return this;
    }

    private WorkflowBuilder Problem(string field, string reason)
    {
        _problems.Add(new(field, null, field, reason));
        return this;
    }
}
