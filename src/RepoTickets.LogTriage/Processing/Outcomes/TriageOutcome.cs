namespace RepoTickets.LogTriage;

/// <summary>What became of a group.</summary>
public enum TriageDecision
{
    /// <summary>A ticket was filed.</summary>
    Created,

    /// <summary>A ticket would have been filed, but the run is dry.</summary>
    Simulated,

    /// <summary>The fault has a ticket already.</summary>
    Duplicate,

    /// <summary>The analyzer found that it deserves no ticket.</summary>
    Skipped,

    /// <summary>It deserves a ticket, but the run has filed as many as it may.</summary>
    CapReached,

    /// <summary>Whether it has a ticket could not be found out, or another process is at it: left for another run.</summary>
    Deferred,

    /// <summary>All attempts failed; it is among the dead letters.</summary>
    DeadLettered,

    /// <summary>The run was cancelled before it was done.</summary>
    Interrupted,
}

/// <summary>What became of a group, and why. Immutable.</summary>
public sealed record TriageOutcome
{
    /// <summary>The group.</summary>
    public required LogGroupId Group { get; init; }

    /// <summary>What became of it.</summary>
    public required TriageDecision Decision { get; init; }

    /// <summary>Its place in the order in which groups were handed on, from 1.</summary>
    public required long Order { get; init; }

    /// <summary>How many records of this run it stands for.</summary>
    public required long Occurrences { get; init; }

    /// <summary>The service, where it is known.</summary>
    public string? Service { get; init; }

    /// <summary>The ticket; null when there is none or it is not known.</summary>
    public string? TicketKey { get; init; }

    /// <summary>The title of the ticket that was filed or simulated.</summary>
    public string? Title { get; init; }

    /// <summary>The kind of fault; null when it was not analysed.</summary>
    public string? ErrorType { get; init; }

    /// <summary>How bad; null when it was not analysed.</summary>
    public FaultSeverity? Severity { get; init; }

    /// <summary>The strategy that found the ticket; null when there is no duplicate.</summary>
    public string? Strategy { get; init; }

    /// <summary>How alike the duplicate is, 0 to 1; 0 when there is none.</summary>
    public double Score { get; init; }

    /// <summary>A comment was added to the ticket.</summary>
    public bool Commented { get; init; }

    /// <summary>The ticket was closed and has been opened again, or a new one was linked to it.</summary>
    public bool Regressed { get; init; }

    /// <summary>Why, in a sentence; null when the decision says it all.</summary>
    public string? Reason { get; init; }

    /// <summary>How often it was tried, at least 1 unless the run was interrupted before.</summary>
    public required int Attempts { get; init; }

    /// <summary>From handing on to the outcome.</summary>
    public required TimeSpan Elapsed { get; init; }
}
