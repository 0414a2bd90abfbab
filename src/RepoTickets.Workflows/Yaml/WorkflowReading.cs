namespace RepoTickets.Workflows;

/// <summary>What came of reading a file.</summary>
/// <param name="Definition">The valid definition; null when there are faults.</param>
/// <param name="Faults">All that is not right, in the order of the file; empty when there is a definition.</param>
public sealed record WorkflowReading(WorkflowDefinition? Definition, ValueList<WorkflowFault> Faults)
{
    /// <summary>The definition.</summary>
    /// <exception cref="WorkflowFileException">There are faults; the exception lists them.</exception>
    public WorkflowDefinition GetDefinition() => Definition ?? throw new WorkflowFileException(Faults);
}

/// <summary>A file holds no valid definition; the message lists the faults.</summary>
public sealed class WorkflowFileException(ValueList<WorkflowFault> faults)
    : RepoTicketsException(Describe(faults))
{
    private const int Shown = 20;

    /// <summary>All that is not right.</summary>
    public ValueList<WorkflowFault> Faults { get; } = faults;

    private static string Describe(ValueList<WorkflowFault> faults)
    {
        var rest = faults.Count > Shown ? $"\nAnd {faults.Count - Shown} more." : "";
        return $"The file holds no valid workflow:\n{string.Join('\n', faults.Take(Shown))}{rest}";
    }
}
