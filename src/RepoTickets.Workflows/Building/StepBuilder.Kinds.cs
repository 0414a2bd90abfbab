namespace RepoTickets.Workflows;

public sealed partial class StepBuilder
{
    /// <summary>A task that an agent does.</summary>
    /// <param name="type">What kind of task; chooses the agent.</param>
    /// <param name="instructions">What the agent is told, with <c>${expression}</c> for values.</param>
    /// <param name="priority">How urgent. Default <see cref="TicketPriority.High"/>.</param>
    /// <param name="agent">The agent that must do it; null lets the distributor choose.</param>
    public StepBuilder Task(string type, string instructions = "", TicketPriority? priority = null, AgentId? agent = null) =>
        Kind(new AgentTaskStep
        {
            Id = _id, TaskType = type, Instructions = instructions, Priority = priority ?? TicketPriority.High, AgentId = agent,
        });

    /// <summary>Code of the host.</summary>
    /// <param name="name">The name under which it is registered.</param>
    public StepBuilder Code(string name) => Kind(new CodeStep { Id = _id, Code = name });

    /// <summary>A wait for a signal or an event.</summary>
    /// <param name="name">The event's type or a pattern such as <c>ticket.*</c>, or the name of a signal.</param>
    /// <param name="filter">An expression over the context and <c>event</c> that must hold; null for any.</param>
    public StepBuilder WaitFor(string name, string? filter = null) =>
        Kind(new WaitForEventStep { Id = _id, Event = name, Filter = filter });

    /// <summary>A wait, zero to 10 years.</summary>
    public StepBuilder Delay(TimeSpan duration) => Kind(new DelayStep { Id = _id, Duration = duration });

    /// <summary>A wait for a time.</summary>
    /// <param name="time">An expression that gives it, in the form of ISO 8601.</param>
    public StepBuilder Until(string time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return Kind(new DelayStep { Id = _id, Until = time });
    }

    /// <summary>A wait for a person's yes or no.</summary>
    /// <param name="question">What is asked, with <c>${expression}</c> for values.</param>
    /// <param name="approvers">Who may answer; nobody named means anybody.</param>
    public StepBuilder Approval(string question, params ReadOnlySpan<string> approvers) =>
        Kind(new ApprovalStep { Id = _id, Question = question, Approvers = ValueList.Create(approvers) });

    /// <summary>Another workflow, to its end.</summary>
    /// <param name="definition">Its name.</param>
    /// <param name="version">Its version; null for the highest that is known when the step starts.</param>
    public StepBuilder Workflow(string definition, int? version = null) =>
        Kind(new SubWorkflowStep { Id = _id, Definition = definition, DefinitionVersion = version });

    /// <summary>One step for each item of a list.</summary>
    /// <param name="items">An expression that gives the list.</param>
    /// <param name="bodyId">The name of what is done with each.</param>
    /// <param name="body">What is done with each; finds <c>item</c> and <c>index</c>.</param>
    /// <param name="maximumParallelItems">How many items at once, 1 to 256. Default 4.</param>
    public StepBuilder ForEach(string items, string bodyId, Action<StepBuilder> body, int maximumParallelItems = 4)
    {
        ArgumentNullException.ThrowIfNull(bodyId);
        ArgumentNullException.ThrowIfNull(body);
        return Kind(new ForEachStep
        {
            Id = _id, Items = items, Body = BuildInner(bodyId, "for-each.do", body), MaximumParallelItems = maximumParallelItems,
        });
    }

    /// <summary>A value for code or a workflow; more of them with each call.</summary>
    /// <param name="name">A letter, then letters, digits and underscores, at most 64.</param>
    /// <param name="expression">What gives the value.</param>
    public StepBuilder Input(string name, string expression)
    {
        _input.Add(new(name, expression));
        return this;
    }

    private StepBuilder Kind(StepDefinition kind)
    {
        if (_kind is not null)
        {
            Problem("kind", $"A step does one thing, but it is {Name(_kind)} and {Name(kind)}. Make two steps of it.");
        }

        _kind = kind;
        return this;
    }

    private static string Name(StepDefinition kind) => kind.GetType().Name;
}
