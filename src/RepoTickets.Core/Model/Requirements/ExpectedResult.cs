namespace RepoTickets;

/// <summary>Something that must be true when a ticket is done.</summary>
public sealed record ExpectedResult
{
    /// <summary>
    /// Eight lower-case hexadecimal digits in results made here; unique in the ticket. Empty in one that is still to be added.
    /// </summary>
    public string Id { get; init; } = "";

    /// <summary>What must be true.</summary>
    public required string Description { get; init; }

    /// <summary>How to tell.</summary>
    public ValueList<string> SuccessCriteria { get; init; } = [];

    /// <summary>How it is verified; default manual.</summary>
    public VerificationMethod VerificationMethod { get; init; }

    /// <summary>What verification said; default pending.</summary>
    public VerificationStatus Status { get; init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was verified; null before.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>Who verified it; default empty.</summary>
    public string VerifiedBy { get; init; } = "";

    /// <summary>Free text; default empty.</summary>
    public string Notes { get; init; } = "";
}
