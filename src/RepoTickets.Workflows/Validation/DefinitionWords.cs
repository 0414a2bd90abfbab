namespace RepoTickets.Workflows;

/// <summary>How files spell the types of parameters and the rules of definitions, and what kind of value belongs to a type.</summary>
internal static class DefinitionWords
{
    internal static WordTable<ParameterType> ParameterTypes { get; } = new(
        ("text", ParameterType.Text), ("number", ParameterType.Number), ("boolean", ParameterType.Boolean), ("list", ParameterType.List));

    internal static WordTable<SkipRule> SkipRules { get; } = new(
        ("skip", SkipRule.Skip), ("run", SkipRule.Run), ("run-if-any", SkipRule.RunIfAny));

    internal static WordTable<FailureMode> FailureModes { get; } = new(
        ("fail-fast", FailureMode.FailFast), ("continue", FailureMode.Continue));

    internal static WorkflowValueKind KindOf(ParameterType type) => type switch
    {
        ParameterType.Text => WorkflowValueKind.Text,
        ParameterType.Number => WorkflowValueKind.Number,
        ParameterType.Boolean => WorkflowValueKind.Boolean,
        _ => WorkflowValueKind.List,
    };
}
