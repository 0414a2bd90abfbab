namespace RepoTickets.CommandLine.Reports.Figures;

/// <summary>Requirements, stories, scenarios and expected results of all tickets together.</summary>
internal sealed record RequirementFigures
{
    /// <summary>Tickets with anything of these.</summary>
    internal required int Tickets { get; init; }

    internal required int Requirements { get; init; }

    internal required int RequirementsCovered { get; init; }

    internal required int Stories { get; init; }

    internal required long StoryPoints { get; init; }

    internal required int Scenarios { get; init; }

    internal required int ScenariosPassing { get; init; }

    internal required int Results { get; init; }

    internal required int ResultsVerified { get; init; }

    internal required int TicketsAccepted { get; init; }

    internal double Coverage => Percentages.Of(RequirementsCovered, Requirements);

    internal double PassRate => Percentages.Of(ScenariosPassing, Scenarios);

    internal double VerificationRate => Percentages.Of(ResultsVerified, Results);

    internal double AcceptanceRate => Percentages.Of(TicketsAccepted, Tickets);

    internal static RequirementFigures Of(ReportSource source)
    {
        var tickets = source.Tickets.Where(HasAny).ToList();
        return new()
        {
            Tickets = tickets.Count,
            Requirements = tickets.Sum(static ticket => ticket.Requirements.Count),
            RequirementsCovered = tickets.Sum(static ticket => ticket.Requirements.Count(static requirement => requirement.IsCovered)),
            Stories = tickets.Sum(static ticket => ticket.UserStories.Count),
            StoryPoints = tickets.Sum(static ticket => ticket.TotalStoryPoints),
            Scenarios = tickets.Sum(static ticket => ticket.GherkinScenarios.Count),
            ScenariosPassing = tickets.Sum(static ticket => ticket.PassingScenariosCount),
            Results = tickets.Sum(static ticket => ticket.ExpectedResults.Count),
            ResultsVerified = tickets.Sum(static ticket => ticket.VerifiedResultsCount),
            TicketsAccepted = tickets.Count(static ticket => ticket.AcceptanceCriteriaMet),
        };
    }

    private static bool HasAny(Ticket ticket) =>
        ticket.Requirements.Count + ticket.UserStories.Count + ticket.GherkinScenarios.Count + ticket.ExpectedResults.Count > 0;
}
