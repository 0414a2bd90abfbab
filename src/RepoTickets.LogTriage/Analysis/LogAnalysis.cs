namespace RepoTickets.LogTriage;

/// <summary>The judgement on a group. Checked when it is made: analyzers give valid values only.</summary>
public sealed record LogAnalysis
{
    /// <summary>
    /// The kind of fault in kebab-case, 1 to 60 characters of a-z, 0-9 and single hyphens, such as <c>database-connection</c>.
    /// </summary>
    public required string ErrorType { get; init; }

    /// <summary>The fault deserves a ticket.</summary>
    public required bool CreateTicket { get; init; }

    /// <summary>One line, 1 to 255 characters.</summary>
    public required string Title { get; init; }

    /// <summary>Markdown; not blank when <see cref="CreateTicket"/>.</summary>
    public required string Description { get; init; }

    /// <summary>How bad.</summary>
    public required FaultSeverity Severity { get; init; }

    /// <summary>How sure, 0 to 1; null when the analyzer does not say.</summary>
    public double? Confidence { get; init; }

    /// <summary>Who judged, such as <c>rules</c> or <c>model</c>.</summary>
    public required string Method { get; init; }
}
