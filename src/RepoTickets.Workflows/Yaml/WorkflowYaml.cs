namespace RepoTickets.Workflows;

/// <summary>
/// Definitions as YAML, the form that <c>docs/workflow-definitions.md</c> describes. Pure functions over texts; thread-safe. Files are the
/// business of the caller.
/// </summary>
public static class WorkflowYaml
{
    /// <summary>The longest file, in characters.</summary>
    public const int MaximumLength = 1_000_000;

    /// <summary>How deeply lists and mappings may nest in a file.</summary>
    public const int MaximumDepth = 32;

    /// <summary>How many values a file may hold.</summary>
    public const int MaximumValues = 100_000;

    /// <summary>
    /// Reads and validates a definition. Whatever the text holds, the result is a definition or faults with line and column, as many at
    /// once as can be told; nothing is thrown.
    /// </summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="path">The file's name, for the faults.</param>
    /// <param name="known">The definitions that it can run as sub-workflows, as for <see cref="WorkflowValidator.Validate"/>.</param>
    public static WorkflowReading Read(string text, string path, IReadOnlyCollection<WorkflowDefinition>? known = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(path);
        var faults = new FaultList(path);
        if (YamlTree.Read(text, faults) is not { } root)
        {
            return new(null, faults.ToValueList());
        }

        var definition = new DefinitionReader(faults).Read(root);
        foreach (var problem in WorkflowValidator.Validate(definition, known))
        {
            faults.Add(problem);
        }

        var found = faults.ToValueList();
        return new(found.Count == 0 ? definition : null, found);
    }

    /// <summary>Writes a definition; <see cref="Read"/> gives an equal one back. Line ends are LF.</summary>
    /// <exception cref="InvalidWorkflowException">The definition is not valid, or holds half a surrogate pair, which no file can hold.
    /// </exception>
    public static string Write(WorkflowDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        WorkflowValidator.ThrowIfInvalid(definition);
        return new DefinitionWriter().Write(definition);
    }
}
