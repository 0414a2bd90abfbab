namespace RepoTickets.Workflows.Execution;

/// <summary>An expression that has been read, and its text for messages.</summary>
/// <param name="Text">As it stands in the definition.</param>
/// <param name="Evaluate">Its value in a context; throws a <see cref="RepoTicketsException"/> when it has none.</param>
internal sealed record CompiledExpression(string Text, Func<WorkflowValue, WorkflowValue> Evaluate);

/// <summary>A text with <c>${…}</c> in it.</summary>
internal sealed record CompiledText(string Text, Func<WorkflowValue, string> Evaluate);
