namespace RepoTickets.Workflows.Engine;

/// <summary>Fits the values of a start to the parameters of a definition.</summary>
internal static class ParameterBinding
{
    /// <summary>All parameters with their values, in the order of the definition.</summary>
    /// <exception cref="WorkflowDefinitionException">One is missing, unknown, or of the wrong type.</exception>
    internal static WorkflowValue Bind(WorkflowDefinition definition, WorkflowValue given)
    {
        if (given.Kind is not (WorkflowValueKind.Null or WorkflowValueKind.Map))
        {
            throw new WorkflowDefinitionException(definition.Name, $"its parameters are given as {given.Kind}; give a map");
        }

        if (definition.Parameters.Count == 0 && given.Members.Count == 0)
        {
            return WorkflowValue.Of(ValueList<WorkflowMember>.Empty);
        }

        if (given.Members.FirstOrDefault(member => definition.Parameters.All(parameter => parameter.Name != member.Name)) is { } unknown)
        {
            throw new WorkflowDefinitionException(definition.Name, $"it has no parameter '{DisplayText.Escape(unknown.Name)}'");
        }

        var values = new List<WorkflowMember>();
        foreach (var parameter in definition.Parameters)
        {
            var value = given.Members.Any(member => member.Name == parameter.Name) ? given[parameter.Name] : parameter.Default
                ?? throw new WorkflowDefinitionException(
                    definition.Name, $"its parameter '{parameter.Name}' is missing and has no default");
            var fits = value.Kind == WorkflowValueKind.Null ? parameter.Default?.Kind == WorkflowValueKind.Null : parameter.Type switch
            {
                ParameterType.Text => value.Kind == WorkflowValueKind.Text,
                ParameterType.Number => value.Kind == WorkflowValueKind.Number,
                ParameterType.Boolean => value.Kind == WorkflowValueKind.Boolean,
                _ => value.Kind == WorkflowValueKind.List,
            };
            values.Add(fits ? new(parameter.Name, value) : throw new WorkflowDefinitionException(
                definition.Name, $"its parameter '{parameter.Name}' is a {value.Kind} and must be a {parameter.Type}"));
        }

        return WorkflowValue.Of(values.ToValueList());
    }
}
