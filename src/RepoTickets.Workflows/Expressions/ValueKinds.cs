namespace RepoTickets.Workflows;

/// <summary>The kinds of values as messages name them.</summary>
internal static class ValueKinds
{
    internal static string Of(WorkflowValue value) => value.Kind switch
    {
        WorkflowValueKind.Null => "null",
        WorkflowValueKind.Boolean => value.Boolean ? "true" : "false",
        WorkflowValueKind.Number => "a number",
        WorkflowValueKind.Text => "text",
        WorkflowValueKind.List => "a list",
        _ => "a map",
    };
}
