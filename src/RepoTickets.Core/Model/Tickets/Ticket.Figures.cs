namespace RepoTickets;

public sealed partial record Ticket
{
    /// <summary>Neither closed nor cancelled.</summary>
    public bool IsOpen => Status.IsOpen;

    /// <summary>An agent works on it.</summary>
    public bool HasAgent => AssignedAgent is { IsUnassigned: false };

    /// <summary>Agents were given tasks for it. Finished ones count: only the tasks themselves know.</summary>
    public bool HasAgentTasks => AgentTasks.Count > 0;

    /// <summary>It belongs to an epic.</summary>
    public bool IsEpicTicket => EpicId is { IsUnassigned: false };

    /// <summary>It is part of another ticket.</summary>
    public bool IsSubTicket => ParentTicketId is { IsUnassigned: false };

    /// <summary>Requirements that are implemented or verified, in percent; 100 when there is none.</summary>
    public double RequirementsCoverage =>
        Percentage(Requirements.Count(static requirement => requirement.IsCovered), Requirements.Count, 100);

    /// <summary>The story points of its user stories together.</summary>
    public long TotalStoryPoints => UserStories.Sum(static story => (long)(story.StoryPoints ?? 0));

    /// <summary>Scenarios whose last run passed.</summary>
    public int PassingScenariosCount => GherkinScenarios.Count(static scenario => scenario.Status == ScenarioStatus.Passing);

    /// <summary>Scenarios whose last run passed, in percent; 0 when there is none.</summary>
    public double TestPassRate => Percentage(PassingScenariosCount, GherkinScenarios.Count, 0);

    /// <summary>Expected results that are verified.</summary>
    public int VerifiedResultsCount => ExpectedResults.Count(static result => result.Status == VerificationStatus.Verified);

    /// <summary>Expected results that are verified, in percent; 100 when there is none.</summary>
    public double VerificationRate => Percentage(VerifiedResultsCount, ExpectedResults.Count, 100);

    /// <summary>Whole days since it was created; 0 when that is not known.</summary>
    public int GetAgeDays(TimeProvider time) => Instants.DaysBetween(CreatedAt, Instants.Now(time));

    /// <summary>The figures on requirements and tests together.</summary>
    public RequirementsSummary GetRequirementsSummary() => new()
    {
        RequirementsCount = Requirements.Count,
        RequirementsCoverage = RequirementsCoverage,
        UserStoriesCount = UserStories.Count,
        TotalStoryPoints = TotalStoryPoints,
        GherkinScenariosCount = GherkinScenarios.Count,
        PassingScenariosCount = PassingScenariosCount,
        TestPassRate = TestPassRate,
        ExpectedResultsCount = ExpectedResults.Count,
        VerifiedResultsCount = VerifiedResultsCount,
        VerificationRate = VerificationRate,
        RequirementsStatus = RequirementsStatus,
        TestCoveragePercentage = TestCoveragePercentage,
        AcceptanceCriteriaMet = AcceptanceCriteriaMet,
    };

    private static double Percentage(int part, int whole, double ofNothing) => whole == 0 ? ofNothing : 100.0 * part / whole;
}
