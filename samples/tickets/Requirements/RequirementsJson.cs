using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Requirements;

/// <summary>The counts and rates of a ticket's requirements, by the Python package's names.</summary>
internal static class RequirementsJson
{
    internal static void Write(TextWriter output, Ticket ticket)
    {
        var summary = ticket.GetRequirementsSummary();
        JsonShape.Write(output, "requirements", writer =>
        {
            writer.WriteString("id", ticket.Id.Value);
            writer.WriteNumber("requirements_count", summary.RequirementsCount);
            writer.WriteNumber("requirements_coverage", summary.RequirementsCoverage);
            writer.WriteNumber("user_stories_count", summary.UserStoriesCount);
            writer.WriteNumber("total_story_points", summary.TotalStoryPoints);
            writer.WriteNumber("gherkin_scenarios_count", summary.GherkinScenariosCount);
            writer.WriteNumber("passing_scenarios_count", summary.PassingScenariosCount);
            writer.WriteNumber("test_pass_rate", summary.TestPassRate);
            writer.WriteNumber("expected_results_count", summary.ExpectedResultsCount);
            writer.WriteNumber("verified_results_count", summary.VerifiedResultsCount);
            writer.WriteNumber("verification_rate", summary.VerificationRate);
            writer.WriteString("requirements_status", EnumTexts.RequirementsStatus.Write(summary.RequirementsStatus));
            writer.WriteBoolean("acceptance_criteria_met", summary.AcceptanceCriteriaMet);
        });
    }
}
