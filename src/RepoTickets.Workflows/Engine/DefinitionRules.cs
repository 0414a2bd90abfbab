using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Engine;

/// <summary>What the engine asks of a definition before it runs it.</summary>
internal static class DefinitionRules
{
    /// <exception cref="WorkflowDefinitionException">It is not valid.</exception>
    internal static void Check(WorkflowDefinition definition)
    {
        if (definition.Steps.Count == 0)
        {
            throw new WorkflowDefinitionException(definition.Name, "it has no steps");
        }

        var plan = WorkflowPlan.Compile(definition);
        if (FindCycle(plan) is { } step)
        {
            throw new WorkflowDefinitionException(definition.Name, $"step '{step}' depends on itself, directly or through others");
        }
    }

    private static string? FindCycle(WorkflowPlan plan)
    {
        var open = new int[plan.Count];
        var ready = new Queue<int>();
        for (var i = 0; i < plan.Count; i++)
        {
            open[i] = plan.Steps[i].Dependencies.Length;
            if (open[i] == 0)
            {
                ready.Enqueue(i);
            }
        }

        var done = 0;
        while (ready.TryDequeue(out var next))
        {
            done++;
            for (var i = 0; i < plan.Count; i++)
            {
                foreach (var dependency in plan.Steps[i].Dependencies)
                {
                    if (dependency == next && --open[i] == 0)
                    {
                        ready.Enqueue(i);
                    }
                }
            }
        }

        return done == plan.Count ? null : plan.Steps[Array.FindIndex(open, static count => count > 0)].Definition.Id;
    }
}
