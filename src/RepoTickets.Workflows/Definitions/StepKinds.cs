namespace RepoTickets.Workflows;

/// <summary>A task that an agent does; the step ends when the task does. Its result is what the agent gave as output.</summary>
public sealed record AgentTaskStep : StepDefinition
{
    /// <summary>What kind of task; chooses the agent.</summary>
    public required string TaskType { get; init; }

    /// <summary>What the agent is told; <c>${expression}</c> is replaced by values of the context.</summary>
    public string Instructions { get; init; } = "";

    /// <summary>How urgent. Default <see cref="TicketPriority.High"/>, as in the Python package repo-tickets.</summary>
    public TicketPriority Priority { get; init; } = TicketPriority.High;

    /// <summary>The agent that must do it; null lets the distributor choose.</summary>
    public AgentId? AgentId { get; init; }
}

/// <summary>Code of the host: an <c>IWorkflowStep</c> registered under a name.</summary>
public sealed record CodeStep : StepDefinition
{
    /// <summary>The name under which the code is registered.</summary>
    public required string Code { get; init; }

    /// <summary>What is handed to the code, beside the context: expressions by name.</summary>
    public ValueList<NamedExpression> Input { get; init; } = [];
}

/// <summary>Waits for a signal from outside or an event of the store. The result is what came with it.</summary>
public sealed record WaitForEventStep : StepDefinition
{
    /// <summary>The event's type or a pattern such as <c>ticket.*</c>, or the name of a signal.</summary>
    public required string Event { get; init; }

    /// <summary>An expression over the context and <c>event</c> that must hold; null for any.</summary>
    public string? Filter { get; init; }
}

/// <summary>Waits until a time.</summary>
public sealed record DelayStep : StepDefinition
{
    /// <summary>How long, from the moment at which the step starts; zero to 10 years.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>An expression that gives a time (ISO 8601) to wait for instead; null to use <see cref="Duration"/>.</summary>
    public string? Until { get; init; }
}

/// <summary>Waits for a person's yes or no. No fails the step.</summary>
public sealed record ApprovalStep : StepDefinition
{
    /// <summary>What is asked; <c>${expression}</c> is replaced by values of the context.</summary>
    public string Question { get; init; } = "";

    /// <summary>Who may answer; empty for anybody.</summary>
    public ValueList<string> Approvers { get; init; } = [];
}

/// <summary>Runs another workflow to its end. The result is that workflow's results by step.</summary>
public sealed record SubWorkflowStep : StepDefinition
{
    /// <summary>The definition's name.</summary>
    public required string Definition { get; init; }

    /// <summary>Its version; null for the highest known when the step starts.</summary>
    public int? DefinitionVersion { get; init; }

    /// <summary>The values that it is started with: expressions by parameter.</summary>
    public ValueList<NamedExpression> Input { get; init; } = [];
}

/// <summary>Runs one step for each item of a list. The result is the list of results, in order of the items.</summary>
public sealed record ForEachStep : StepDefinition
{
    /// <summary>An expression that gives a list; at most 10,000 items.</summary>
    public required string Items { get; init; }

    /// <summary>
    /// What is done with each; finds <c>item</c> and <c>index</c> in its context. Without dependencies and compensation; no for-each
    /// itself.
    /// </summary>
    public required StepDefinition Body { get; init; }

    /// <summary>How many items at once, 1 to 256. Default 4.</summary>
    public int MaximumParallelItems { get; init; } = 4;
}

/// <summary>A name and the expression that gives its value.</summary>
/// <param name="Name">A letter, then letters, digits and underscores, at most 64.</param>
/// <param name="Expression">In the language of conditions.</param>
public sealed record NamedExpression(string Name, string Expression);
