namespace RepoTickets.Workflows;

/// <summary>Checks the expressions of a definition: that they can be read, and that what they name will be there.</summary>
internal sealed class ExpressionCheck
{
    private const int Shown = 12;

    private readonly WorkflowDefinition _definition;
    private readonly StepGraph _graph;
    private readonly ProblemList _problems;
    private readonly HashSet<string> _parameters;
    private readonly Dictionary<string, StepPlace> _inner = new(StringComparer.Ordinal);

    internal ExpressionCheck(WorkflowDefinition definition, StepGraph graph, ProblemList problems)
    {
        _definition = definition;
        _graph = graph;
        _problems = problems;
        _parameters = definition.Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var place in StepPlace.All(definition).Where(place => place.Role != StepRole.Step))
        {
            _inner.TryAdd(place.Step.Id, place);
        }
    }

    internal void Check(StepPlace place, string field, string text, bool hasEvent)
    {
        if (!WorkflowExpression.TryParse(text, out var expression, out var error))
        {
            Add(place, field, error.Reason, error.Position);
            return;
        }

        CheckReferences(place, field, expression, 0, hasEvent);
    }

    internal void CheckText(StepPlace place, string field, string text)
    {
        WorkflowText parsed;
        try
        {
            parsed = WorkflowText.Parse(text);
        }
        catch (WorkflowExpressionException error)
        {
            Add(place, field, error.Reason, error.Position);
            return;
        }

        foreach (var part in parsed.Expressions)
        {
            CheckReferences(place, field, part.Expression!, part.Position, hasEvent: false);
        }
    }

    internal string ExplainUnknownStep(string id)
    {
        if (_inner.TryGetValue(id, out var inner))
        {
            var holder = _definition.Steps[inner.Top].Id;
            return inner.IsUndoing
                ? $"'{id}' undoes '{holder}' and runs only when the workflow fails. Name a step of the workflow."
                : $"'{id}' runs for each item of '{holder}'. Name '{holder}': its result is the list of results.";
        }

        var known = string.Join(", ", _definition.Steps.Take(Shown).Select(step => DisplayText.Escape(step.Id)));
        var more = _definition.Steps.Count > Shown ? ", …" : "";
        return $"There is no step '{DisplayText.Escape(id)}'. The steps are: {known}{more}.";
    }

    private void CheckReferences(StepPlace place, string field, WorkflowExpression expression, int offset, bool hasEvent)
    {
        foreach (var reference in expression.References)
        {
            if (Explain(place, reference, hasEvent) is { } reason)
            {
                Add(place, field, reason, offset + reference.Position);
            }
        }
    }

    private string? Explain(StepPlace place, ExpressionReference reference, bool hasEvent)
    {
        switch (reference.Root)
        {
            case ContextNames.Parameters:
                return reference.Members.Count == 0 || _parameters.Contains(reference.Members[0])
                    ? null
                    : $"There is no parameter '{DisplayText.Escape(reference.Members[0])}'. Declare it under parameters.";
            case ContextNames.Workflow or ContextNames.Ticket:
                return ExplainMember($"'{reference.Root}'", reference.Members, 0, ContextNames.IdentityMembers);
            case ContextNames.Steps:
                return reference.Members.Count == 0 ? null : ExplainStep(place, reference.Members);
            case ContextNames.Item or ContextNames.Index:
                return place.HasItem ? null : $"'{reference.Root}' is known only to what a for-each does for each item.";
            case ContextNames.Event:
                return hasEvent ? null : "'event' is known only to the filter of a step that waits; to others, steps.NAME.result.";
            default:
                return _parameters.Contains(reference.Root) ? null : ExplainUnknownName(reference.Root);
        }
    }

    private string ExplainUnknownName(string name)
    {
        var meant = _graph.Numbers.ContainsKey(name) ? $" Results of steps are written steps.{name}.result." : "";
        return $"There is no name '{DisplayText.Escape(name)}'.{meant} The names are params, each parameter, steps, workflow and ticket; " +
            "in a for-each item and index, in a filter event. Text stands in quotes.";
    }

    private string? ExplainStep(StepPlace place, ValueList<string> members)
    {
        var id = members[0];
        if (!_graph.Numbers.TryGetValue(id, out var number))
        {
            return ExplainUnknownStep(id);
        }

        // What undoes a step may run at any time, so it may look at everything; what has not ended is null to it.
        if (!place.IsUndoing && number == place.Top)
        {
            return $"'{id}' is this step itself, which has no result yet.";
        }

        if (!place.IsUndoing && _graph.IsBefore(number, place.Top) == false)
        {
            return $"'{id}' need not have ended when this is evaluated. Add it to depends-on of '{_definition.Steps[place.Top].Id}'.";
        }

        return ExplainMember("A step", members, 1, ContextNames.StepMembers);
    }

    private static string? ExplainMember(string what, ValueList<string> members, int index, string[] known) =>
        members.Count <= index || known.Contains(members[index], StringComparer.Ordinal)
            ? null
            : $"{what} has no '{DisplayText.Escape(members[index])}', only {string.Join(", ", known)}.";

    private void Add(StepPlace place, string field, string reason, int position) =>
        _problems.Add(new($"{place.Path}.{field}", place.Step.Id, field, reason, position));
}
