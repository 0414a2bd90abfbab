namespace RepoTickets;

/// <summary>How a ticket's requirements, stories, scenarios and expected results stand.</summary>
public sealed record RequirementsSummary
{
    /// <summary>How many requirements.</summary>
    public required int RequirementsCount { get; init; }

    /// <summary><see cref="Ticket.RequirementsCoverage"/>.</summary>
    public required double RequirementsCoverage { get; init; }

    /// <summary>How many user stories.</summary>
    public required int UserStoriesCount { get; init; }

    /// <summary><see cref="Ticket.TotalStoryPoints"/>.</summary>
    public required long TotalStoryPoints { get; init; }

    /// <summary>How many scenarios.</summary>
    public required int GherkinScenariosCount { get; init; }

    /// <summary><see cref="Ticket.PassingScenariosCount"/>.</summary>
    public required int PassingScenariosCount { get; init; }

    /// <summary><see cref="Ticket.TestPassRate"/>.</summary>
    public required double TestPassRate { get; init; }

    /// <summary>How many expected results.</summary>
    public required int ExpectedResultsCount { get; init; }

    /// <summary><see cref="Ticket.VerifiedResultsCount"/>.</summary>
    public required int VerifiedResultsCount { get; init; }

    /// <summary><see cref="Ticket.VerificationRate"/>.</summary>
    public required double VerificationRate { get; init; }

    /// <summary><see cref="Ticket.RequirementsStatus"/>.</summary>
    public required RequirementsStatus RequirementsStatus { get; init; }

    /// <summary><see cref="Ticket.TestCoveragePercentage"/>.</summary>
    public required double? TestCoveragePercentage { get; init; }

    /// <summary><see cref="Ticket.AcceptanceCriteriaMet"/>.</summary>
    public required bool AcceptanceCriteriaMet { get; init; }
}
