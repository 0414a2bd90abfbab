using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Tickets;

/// <summary>Requirements, stories, expected results and scenarios as text for people.</summary>
internal sealed class RequirementsText(TextWriter output)
{
    /// <summary>The section of a whole ticket; nothing when it has none of these.</summary>
    internal void WriteSection(Ticket ticket)
    {
        if (ticket.Requirements.Count + ticket.UserStories.Count + ticket.ExpectedResults.Count + ticket.GherkinScenarios.Count == 0)
        {
            return;
        }

        Line("");
        Line("Requirements & Acceptance Criteria:");
        WriteSummary(ticket);
        WriteDetails(ticket);
    }

    internal void WriteSummary(Ticket ticket)
    {
        var summary = ticket.GetRequirementsSummary();
        Line(
            $"Status: {EnumTexts.RequirementsStatus.Write(summary.RequirementsStatus)} | Coverage: " +
            $"{Texts.Share(summary.RequirementsCoverage)} | Tests: {Texts.Share(summary.TestPassRate)} pass rate");
        Line(
            $"Requirements: {summary.RequirementsCount} | User stories: {summary.UserStoriesCount} ({summary.TotalStoryPoints} points) | " +
            $"Scenarios: {summary.PassingScenariosCount} of {summary.GherkinScenariosCount} passing | Expected " +
            $"results: {summary.VerifiedResultsCount} of {summary.ExpectedResultsCount} verified");
        Line($"Acceptance criteria met: {(summary.AcceptanceCriteriaMet ? "yes" : "no")}");
    }

    internal void WriteDetails(Ticket ticket)
    {
        foreach (var item in ticket.Requirements)
        {
            Head(
                $"Requirement #{item.Id}: {item.Title}",
                $"Priority: {item.Priority} | Status: {EnumTexts.RequirementStatus.Write(item.Status)}");
            Text(item.Description);
            Items("Criterion", item.AcceptanceCriteria);
        }

        foreach (var item in ticket.UserStories)
        {
            var points = item.StoryPoints is { } number ? $" ({number} pts)" : "";
            Head($"Story #{item.Id}: {item.ToSentence()}", $"Priority: {item.Priority}{points}");
            Items("Criterion", item.AcceptanceCriteria);
        }

        foreach (var item in ticket.ExpectedResults)
        {
            Head(
                $"Expected result #{item.Id}: {item.Description}",
                $"Method: {EnumTexts.VerificationMethod.Write(item.VerificationMethod)} | Status: " +
                $"{EnumTexts.VerificationStatus.Write(item.Status)}");
            if (item.VerifiedAt is { } verified)
            {
                Line($"    Verified: {Texts.Day(verified)} by {SafeText.Line(item.VerifiedBy)}");
            }

            Items("Criterion", item.SuccessCriteria);
            Text(item.Notes);
        }

        foreach (var item in ticket.GherkinScenarios)
        {
            Head(
                $"Scenario #{item.Id}: {item.Title}",
                $"Status: {EnumTexts.ScenarioStatus.Write(item.Status)} | Tags: {Texts.Join(item.Tags)}");
            Line($"    Steps: Given: {item.Given.Count}, When: {item.When.Count}, Then: {item.Then.Count}");
        }
    }

    private void Head(string title, string facts)
    {
        Line("");
        Line($"  {SafeText.Line(title)}");
        Line($"    {SafeText.Line(facts)}");
    }

    private void Text(string text)
    {
        if (text.Length > 0)
        {
            Line(SafeText.Lines(text, "    "));
        }
    }

    private void Items(string name, IEnumerable<string> items)
    {
        foreach (var item in items)
        {
            Line($"    {name}: {SafeText.Line(item)}");
        }
    }

    private void Line(string text) => output.Write(text + "\n");
}
