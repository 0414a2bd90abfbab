namespace RepoTickets.LogTriage;

/// <summary>What a strategy found out. Not knowing is an answer of its own and never taken for "no".</summary>
public readonly record struct DuplicateAnswer
{
    private DuplicateAnswer(DuplicateVerdict verdict, FiledTicket? ticket, double score, string? reason)
    {
        Verdict = verdict;
        Ticket = ticket;
        Score = score;
        Reason = reason;
    }

    /// <summary>What it is.</summary>
    public DuplicateVerdict Verdict { get; }

    /// <summary>The ticket that the fault has; null when there is none, or when it is known only that the group was handled.</summary>
    public FiledTicket? Ticket { get; }

    /// <summary>How alike, 0 to 1; 1 where identity was compared.</summary>
    public double Score { get; }

    /// <summary>Why nothing is known; null otherwise.</summary>
    public string? Reason { get; }

    /// <summary>This strategy knows of no ticket.</summary>
    public static DuplicateAnswer NotFound => default;

    /// <summary>The fault has a ticket.</summary>
    /// <param name="ticket">The ticket; null when it is known only that the group was handled.</param>
    /// <param name="score">How alike, 0 to 1.</param>
    public static DuplicateAnswer Found(FiledTicket? ticket, double score = 1) => new(DuplicateVerdict.Found, ticket, score, null);

    /// <summary>The question could not be answered.</summary>
    /// <param name="reason">Why, in a sentence.</param>
    public static DuplicateAnswer Unknown(string reason) => new(DuplicateVerdict.Unknown, null, 0, reason);
}

/// <summary>The kinds of answer to "does this fault have a ticket?".</summary>
public enum DuplicateVerdict
{
    /// <summary>None is known to this strategy.</summary>
    NotFound,

    /// <summary>It has one.</summary>
    Found,

    /// <summary>The question could not be answered.</summary>
    Unknown,
}
