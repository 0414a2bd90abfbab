namespace RepoTickets.Workflows;

/// <summary>
/// Says what a step does and when. One of <see cref="Task"/>, <see cref="Code"/>, <see cref="WaitFor"/>, <see cref="Delay"/>,
/// <see cref="Until"/>, <see cref="Approval"/>, <see cref="Workflow"/> and <see cref="ForEach"/> says what; all else is optional and may
/// come in any order. Not thread-safe.
/// </summary>
public sealed partial class StepBuilder
{
    private readonly string _id;
    private readonly string _path;
    private readonly List<WorkflowProblem> _problems;
    private readonly List<string> _dependsOn = [];
    private readonly List<NamedExpression> _input = [];
    private StepDefinition? _kind;
    private string _title = "";
    private string? _condition;
    private SkipRule _skipRule;
    private RetryRule _retry = RetryRule.None;
    private TimeSpan? _timeOut;
    private bool _isRepeatable;
    private StepDefinition? _compensation;

    internal StepBuilder(string id, string path, List<WorkflowProblem> problems)
    {
        _id = id;
        _path = path;
        _problems = problems;
    }

    /// <summary>What people read. Default: the name.</summary>
    public StepBuilder Title(string title)
    {
        _title = title ?? "";
        return this;
    }

    /// <summary>The steps that must have ended well before this one starts; more of them with each call.</summary>
    public StepBuilder After(params ReadOnlySpan<string> steps)
    {
        _dependsOn.AddRange(steps);
        return this;
    }

    /// <summary>An expression; when it is false the step is skipped.</summary>
    public StepBuilder If(string condition)
    {
        _condition = condition;
        return this;
    }

    /// <summary>What becomes of this step when one that it comes after was skipped. Default: it is skipped, too.</summary>
    public StepBuilder WhenDependencySkipped(SkipRule rule)
    {
        _skipRule = rule;
        return this;
    }

    /// <summary>Several attempts with the delays of <see cref="RetryRule.Attempts"/>.</summary>
    /// <param name="attempts">Attempts in all, 1 to 100.</param>
    public StepBuilder Retry(int attempts) => Retry(RetryRule.Attempts(attempts));

    /// <summary>How often and when it is tried again. Default: never.</summary>
    public StepBuilder Retry(RetryRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        _retry = rule;
        return this;
    }

    /// <summary>How long one attempt may take. Default: no limit.</summary>
    public StepBuilder TimeOut(TimeSpan timeOut)
    {
        _timeOut = timeOut;
        return this;
    }

    /// <summary>It may be run again when a process died while it ran.</summary>
    public StepBuilder Repeatable()
    {
        _isRepeatable = true;
        return this;
    }

    /// <summary>A step that undoes this one when the workflow fails after it.</summary>
    public StepBuilder CompensateWith(string id, Action<StepBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(configure);
        _compensation = BuildInner(id, "compensate", configure);
        return this;
    }

    internal StepDefinition Build()
    {
        if (_kind is null)
        {
            Problem("kind", "The step does not say what it does. Call Task, Code, WaitFor, Delay, Until, Approval, Workflow or ForEach.");
        }

        var kind = _kind ?? new DelayStep { Id = _id };
        return WithInput(kind) with
        {
            Title = _title,
            DependsOn = _dependsOn.ToValueList(),
            Condition = _condition,
            WhenDependencySkipped = _skipRule,
            Retry = _retry,
            TimeOut = _timeOut,
            IsRepeatable = _isRepeatable,
            Compensation = _compensation,
        };
    }

    private StepDefinition BuildInner(string id, string field, Action<StepBuilder> configure)
    {
        var builder = new StepBuilder(id, $"{_path}.{field}", _problems);
        configure(builder);
        return builder.Build();
    }

    private StepDefinition WithInput(StepDefinition kind)
    {
        if (_input.Count == 0)
        {
            return kind;
        }

        switch (kind)
        {
            case CodeStep code:
                return code with { Input = _input.ToValueList() };
            case SubWorkflowStep workflow:
                return workflow with { Input = _input.ToValueList() };
            default:
                Problem("input", "Only code and workflows take input. Tasks and approvals find values in their texts, as ${…}.");
                return kind;
        }
    }

    private void Problem(string field, string reason) => _problems.Add(new($"{_path}.{field}", _id, field, reason));
}
