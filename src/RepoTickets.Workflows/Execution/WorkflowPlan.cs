namespace RepoTickets.Workflows.Execution;

/// <summary>A definition made ready to run: names are indices, expressions are compiled. Immutable, shared by all runs.</summary>
internal sealed class WorkflowPlan
{
    private readonly Dictionary<string, int> _indices;

    private WorkflowPlan(WorkflowDefinition definition, StepPlan[] steps, int count, Dictionary<string, int> indices)
    {
        Definition = definition;
        Steps = steps;
        Count = count;
        _indices = indices;
    }

    internal WorkflowDefinition Definition { get; }

    /// <summary>The steps in the order of the definition, then those that undo them.</summary>
    internal StepPlan[] Steps { get; }

    /// <summary>Steps without those that undo.</summary>
    internal int Count { get; }

    internal int IndexOf(string step) => _indices.GetValueOrDefault(step, -1);

    /// <summary>Compiles a definition that has been found valid.</summary>
    /// <exception cref="WorkflowDefinitionException">A name or an expression is wrong after all.</exception>
    internal static WorkflowPlan Compile(WorkflowDefinition definition)
    {
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        var undoing = new List<(StepDefinition Definition, int Undoes)>();
        foreach (var step in definition.Steps)
        {
            Name(indices, step.Id, definition);
        }

        for (var i = 0; i < definition.Steps.Count; i++)
        {
            if (definition.Steps[i].Compensation is { } compensation)
            {
                Name(indices, compensation.Id, definition);
                undoing.Add((compensation, i));
            }
        }

        var count = definition.Steps.Count;
        var steps = new StepPlan[count + undoing.Count];
        for (var i = 0; i < count; i++)
        {
            steps[i] = PlanOf(definition.Steps[i], i, -1, indices, definition);
        }

        for (var i = 0; i < undoing.Count; i++)
        {
            var plan = PlanOf(undoing[i].Definition, count + i, undoing[i].Undoes, indices, definition);
            steps[count + i] = plan;
            steps[plan.Undoes].Compensation = plan;
        }

        return new(definition, steps, count, indices);
    }

    private static StepPlan PlanOf(
        StepDefinition step, int index, int undoes, Dictionary<string, int> indices, WorkflowDefinition definition) => new()
        {
            Index = index,
            Definition = step,
            Undoes = undoes,
            Dependencies = [.. step.DependsOn.Select(name => indices.TryGetValue(name, out var found) && found < definition.Steps.Count
                ? found
                : throw new WorkflowDefinitionException(definition.Name, $"step '{step.Id}' depends on '{name}', which is no step of it"))],
            Body = step is ForEachStep each ? PlanOf(each.Body, index, undoes, indices, definition) : null,
            Condition = Compile(step.Condition),
            Subject = Compile(step switch
            {
                ForEachStep items => items.Items,
                DelayStep delay => delay.Until,
                WaitForEventStep wait => wait.Filter,
                _ => null,
            }),
            Text = step switch
            {
                AgentTaskStep task => PlanExpressions.CompileText(task.Instructions),
                ApprovalStep approval => PlanExpressions.CompileText(approval.Question),
                _ => null,
            },
            Input = [.. (step switch
            {
                CodeStep code => code.Input,
                SubWorkflowStep sub => sub.Input,
                _ => [],
            }).Select(static item => (item.Name, PlanExpressions.Compile(item.Expression)))],
        };

    private static CompiledExpression? Compile(string? text) => text is null ? null : PlanExpressions.Compile(text);

    private static void Name(Dictionary<string, int> indices, string step, WorkflowDefinition definition)
    {
        if (!indices.TryAdd(step, indices.Count))
        {
            throw new WorkflowDefinitionException(definition.Name, $"two steps have the name '{step}'");
        }
    }
}
