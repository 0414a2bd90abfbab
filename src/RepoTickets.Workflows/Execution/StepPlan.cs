namespace RepoTickets.Workflows.Execution;

/// <summary>One step of a <see cref="WorkflowPlan"/>: its definition with names resolved and expressions compiled. Immutable, shared by all runs.</summary>
internal sealed class StepPlan
{
    internal required int Index { get; init; }

    internal required StepDefinition Definition { get; init; }

    /// <summary>The steps it depends on, by index.</summary>
    internal required int[] Dependencies { get; init; }

    /// <summary>The step that this one undoes, by index; -1 for a step of its own.</summary>
    internal required int Undoes { get; init; }

    /// <summary>The plan of what undoes this step; null for nothing.</summary>
    internal StepPlan? Compensation { get; set; }

    /// <summary>What is done with each item, for a for-each.</summary>
    internal StepPlan? Body { get; init; }

    internal CompiledExpression? Condition { get; init; }

    /// <summary>The items, the time to wait for, or the filter of events, by kind of step.</summary>
    internal CompiledExpression? Subject { get; init; }

    /// <summary>Instructions or question, where values are put in.</summary>
    internal CompiledText? Text { get; init; }

    internal required (string Name, CompiledExpression Expression)[] Input { get; init; }

    internal bool IsCompensation => Undoes >= 0;
}
