namespace RepoTickets.Workflows;

/// <summary>What a step is to the step that holds it.</summary>
internal enum StepRole
{
    /// <summary>A step of the definition.</summary>
    Step,

    /// <summary>What is done for each item.</summary>
    Body,

    /// <summary>What undoes another.</summary>
    Compensation,
}

/// <summary>A step and where it stands.</summary>
/// <param name="Step">The step.</param>
/// <param name="Role">What it is.</param>
/// <param name="Path">Its place in the whole.</param>
/// <param name="Top">The number of the step of the definition that it is or belongs to.</param>
/// <param name="HasItem">Whether it runs for each item.</param>
/// <param name="IsUndoing">Whether it is a compensation or belongs to one.</param>
internal sealed record StepPlace(StepDefinition Step, StepRole Role, string Path, int Top, bool HasItem, bool IsUndoing)
{
    /// <summary>All steps of a definition with those that they hold; a nesting that is not allowed is not followed.</summary>
    internal static IEnumerable<StepPlace> All(WorkflowDefinition definition)
    {
        for (var i = 0; i < definition.Steps.Count; i++)
        {
            var place = new StepPlace(definition.Steps[i], StepRole.Step, $"steps[{i}]", i, HasItem: false, IsUndoing: false);
            foreach (var inner in WithInner(place))
            {
                yield return inner;
            }
        }
    }

    private static IEnumerable<StepPlace> WithInner(StepPlace place)
    {
        yield return place;
        if (place.Step is ForEachStep { Body: { } body } && place.Role != StepRole.Body)
        {
            yield return place with { Step = body, Role = StepRole.Body, Path = $"{place.Path}.for-each.do", HasItem = true };
        }

        if (place.Step.Compensation is { } compensation && place.Role == StepRole.Step)
        {
            var inner = place with
            {
                Step = compensation, Role = StepRole.Compensation, Path = $"{place.Path}.compensate", IsUndoing = true,
            };
            foreach (var deeper in WithInner(inner))
            {
                yield return deeper;
            }
        }
    }
}
