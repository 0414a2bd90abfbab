namespace RepoTickets.Workflows;

/// <summary>The names that expressions find in their context. In one place, since the engine makes what the validator knows.</summary>
internal static class ContextNames
{
    /// <summary>A map of the parameters by name; those without value are null.</summary>
    internal const string Parameters = "params";

    /// <summary>A map of the steps that have ended by name; each is a map of <see cref="StepMembers"/>.</summary>
    internal const string Steps = "steps";

    /// <summary>A map of <see cref="WorkflowMembers"/>.</summary>
    internal const string Workflow = "workflow";

    /// <summary>The item, in the body of a for-each.</summary>
    internal const string Item = "item";

    /// <summary>The number of the item, counted from 0, in the body of a for-each.</summary>
    internal const string Index = "index";

    /// <summary>What happened, in the filter of a step that waits for it.</summary>
    internal const string Event = "event";

    /// <summary>Of a step: <c>completed</c>, <c>skipped</c> or <c>failed</c>; its result or null; its error or null.</summary>
    internal static readonly string[] StepMembers = ["status", "result", "error"];

    /// <summary>What is known of the workflow: the instance's identifier, the definition's name and version, the ticket or null.</summary>
    internal static readonly string[] WorkflowMembers = ["id", "name", "version", "ticket"];
}
