namespace RepoTickets.Workflows;

/// <summary>What became of one request.</summary>
public sealed record AssignmentOutcome
{
    /// <summary>Its place in the list of requests, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The task as it is in the store; null when it was refused.</summary>
    public AgentTask? Task { get; init; }

    /// <summary>Why the agent was chosen; null when the request named it, and when the request was refused.</summary>
    public AssignmentScore? Score { get; init; }

    /// <summary>Why it was refused, as a sentence; null when it was not.</summary>
    public string? Reason { get; init; }

    /// <summary>An agent has the task.</summary>
    public bool IsAssigned => Task is not null;
}

/// <summary>What became of many requests.</summary>
/// <param name="Items">For each request, in their order, what became of it.</param>
/// <param name="Position">The one commit that assigned all of them; 0 when none was assigned.</param>
public sealed record DistributionResult(IReadOnlyList<AssignmentOutcome> Items, long Position)
{
    /// <summary>How many were assigned.</summary>
    public int Assigned => Items.Count(static item => item.IsAssigned);

    /// <summary>How many were refused.</summary>
    public int Refused => Items.Count - Assigned;

    /// <summary>None was refused.</summary>
    public bool Success => Refused == 0;

    /// <summary>The share that was assigned, 0 to 1; 1 for no requests.</summary>
    public double SuccessRate => Items.Count == 0 ? 1 : (double)Assigned / Items.Count;
}

/// <summary>How far an operation on many tasks is.</summary>
/// <param name="Total">How many there are.</param>
/// <param name="Done">How many have been dealt with. Starts again when others changed the same documents.</param>
/// <param name="Succeeded">How many of these went well.</param>
public sealed record DistributionProgress(int Total, int Done, int Succeeded);
