namespace RepoTickets.Workflows;

/// <summary>Begins definitions in code.</summary>
/// <example>
/// <code>
/// var definition = Workflow.Define("bug-fix")
///     .Parameter&lt;string&gt;("component")
///     .Step("fix", step => step.Task("code", "Fix ${params.component}").Retry(3))
///     .Step("verify", step => step.Task("test").After("fix"))
///     .Build();
/// </code>
/// </example>
public static class Workflow
{
    /// <summary>A new definition.</summary>
    /// <param name="name">1 to 64 characters of a-z, 0-9 and single hyphens.</param>
    public static WorkflowBuilder Define(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new(new() { Name = name, Steps = [] });
    }

    /// <summary>A new definition that begins as another one, such as a template, and is changed from there.</summary>
    /// <param name="definition">What it begins as; stays as it is.</param>
    /// <param name="name">The new name; null keeps the old.</param>
    public static WorkflowBuilder From(WorkflowDefinition definition, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new(definition with { Name = name ?? definition.Name });
    }
}
