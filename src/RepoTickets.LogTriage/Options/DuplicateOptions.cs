namespace RepoTickets.LogTriage;

/// <summary>How duplicates are found and what happens with them.</summary>
public sealed class DuplicateOptions
{
    /// <summary>
    /// The strategies that are asked, in this order: names of built-in ones (<c>run</c>, <c>stored-group</c>, <c>label</c>,
    /// <c>error-type</c>, <c>similarity</c>) and of those that the host added. A strategy of the host with a built-in name takes its place.
    /// Default: all but <c>error-type</c>, which merges different faults. Have it on in all processes that share a
    /// <see cref="TriageOptions.StateFolder"/>, or in none: one that has it off looks at no type, and while it is filing, from before the
    /// judgement until the ticket is there, one that has it on does not know of which type that ticket will be and may file another one.
    /// </summary>
    public IList<string> Strategies { get; set; } = ["run", "stored-group", "label", "similarity"];

    /// <summary>What happens when a strategy cannot answer. Default <see cref="UnknownDuplicatePolicy.Defer"/>.</summary>
    public UnknownDuplicatePolicy OnUnknown { get; set; }

    /// <summary>What happens when a fault comes back whose ticket is closed. Default <see cref="RegressionPolicy.Reopen"/>.</summary>
    public RegressionPolicy OnRegression { get; set; }

    /// <summary>
    /// How long a ticket that triage filed is remembered without the fault being seen; afterwards only the target is asked. 1 h to 10
    /// years; default 90 days.
    /// </summary>
    public TimeSpan StoredGroupExpiry { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Within which time the strategy <c>error-type</c> takes faults of one type for the same. 1 min to 365 days; default 7
    /// days.</summary>
    public TimeSpan ErrorTypeWindow { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How alike a ticket must be to count as the same fault. 0.5 to 1; default 0.82.</summary>
    public double SimilarityThreshold { get; set; } = 0.82;

    /// <summary>How many tickets of the target are compared. 1 to 1,000; default 200.</summary>
    public int SimilarityCandidates { get; set; } = 200;

    /// <summary>Duplicates are told in a comment on their ticket. Default true.</summary>
    public bool Comment { get; set; } = true;

    /// <summary>
    /// How long after a comment, or after triage filed it, the same ticket gets no other, whichever fault it would tell of. 0 to 30 days,
    /// where 0 comments every time; default 120 min.
    /// </summary>
    public TimeSpan CommentCooldown { get; set; } = TimeSpan.FromMinutes(120);
}
