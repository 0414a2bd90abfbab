namespace RepoTickets.Workflows;

/// <summary>Tells whether a definition can be run. A pure function; thread-safe.</summary>
public static class WorkflowValidator
{
    /// <summary>How many problems are told at most; when there are more, the last one says so.</summary>
    public const int MaximumProblems = 200;

    /// <summary>Everything that is not right, in the order of the definition; empty when it is valid.</summary>
    /// <param name="definition">The definition, from wherever.</param>
    /// <param name="known">
    /// The definitions that it can run as sub-workflows, beside itself: then their names, versions and parameters are checked, and that no
    /// definition runs itself through others. Null when they are not known: then only what it says itself is checked.
    /// </param>
    public static ValueList<WorkflowProblem> Validate(WorkflowDefinition definition, IReadOnlyCollection<WorkflowDefinition>? known = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var problems = new ProblemList();
        new DefinitionCheck(definition, known is null ? null : new KnownDefinitions(definition, known), problems).Run();
        return problems.ToValueList();
    }

    /// <summary>Returns when the definition is valid.</summary>
    /// <param name="definition">The definition, from wherever.</param>
    /// <param name="known">As for <see cref="Validate"/>.</param>
    /// <exception cref="InvalidWorkflowException">It is not; the exception lists all problems.</exception>
    public static void ThrowIfInvalid(WorkflowDefinition definition, IReadOnlyCollection<WorkflowDefinition>? known = null)
    {
        var problems = Validate(definition, known);
        if (problems.Count > 0)
        {
            throw new InvalidWorkflowException(definition.Name, problems);
        }
    }
}
