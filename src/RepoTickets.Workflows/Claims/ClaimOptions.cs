namespace RepoTickets.Workflows;

/// <summary>How a claim behaves.</summary>
public sealed record ClaimOptions
{
    /// <summary>
    /// Renew the lease whenever a third of its duration has passed, until the claim is disposed of, given back or lost. Default false. A
    /// process that is paused does not renew: the lease runs out all the same.
    /// </summary>
    public bool RenewAutomatically { get; init; }
}
