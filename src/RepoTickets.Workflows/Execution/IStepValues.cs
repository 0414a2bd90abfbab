namespace RepoTickets.Workflows.Execution;

/// <summary>Where the code of a step reads what expressions see. Thread-safe.</summary>
internal interface IStepValues
{
    /// <summary>The values as they are for this step or item.</summary>
    WorkflowValue ReadContext(UnitState unit);
}
