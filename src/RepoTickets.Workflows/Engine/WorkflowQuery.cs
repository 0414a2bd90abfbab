namespace RepoTickets.Workflows;

/// <summary>Which workflows are asked for. What is null asks for all.</summary>
public sealed record WorkflowQuery
{
    /// <summary>How far they are. Default null.</summary>
    public WorkflowStatus? Status { get; init; }

    /// <summary>Whether they have ended: completed, failed or cancelled. Default null.</summary>
    public bool? IsEnded { get; init; }

    /// <summary>The ticket that they are about. Default null.</summary>
    public TicketId? TicketId { get; init; }

    /// <summary>The name of their definition. Default null.</summary>
    public string? Definition { get; init; }

    /// <summary>How many to give at most, the newest of those that match: 1 or more. Default null: all.</summary>
    public int? Take { get; init; }

    internal bool Matches(WorkflowInstance workflow) => Matches(workflow.Status, workflow.TicketId, workflow.Definition);

    internal bool Matches(WorkflowStatus status, TicketId? ticket, string definition) =>
        (Status is null || Status == status) &&
        (IsEnded is null || IsEnded == (status is WorkflowStatus.Completed or WorkflowStatus.Failed or WorkflowStatus.Cancelled)) &&
        (TicketId is null || TicketId == ticket) &&
        (Definition is null || string.Equals(Definition, definition, StringComparison.Ordinal));

    /// <exception cref="ArgumentOutOfRangeException"><see cref="Take"/> is below 1.</exception>
    internal void Check()
    {
        if (Take < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(Take), Take, "A query gives 1 workflow or more; leave Take null for all.");
        }
    }
}
