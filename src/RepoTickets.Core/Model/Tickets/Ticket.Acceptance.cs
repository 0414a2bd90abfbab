namespace RepoTickets;

public sealed partial record Ticket
{
    /// <summary>
    /// Sets <see cref="AcceptanceCriteriaMet"/>: true when the ticket has requirements, scenarios or expected results, and all that it has
    /// are verified, passing and verified.
    /// </summary>
    public Ticket UpdateAcceptanceCriteriaStatus()
    {
        var any = Requirements.Count + GherkinScenarios.Count + ExpectedResults.Count > 0;
        return this with
        {
            AcceptanceCriteriaMet = any
                && Requirements.All(static requirement => requirement.Status == RequirementStatus.Verified)
                && GherkinScenarios.All(static scenario => scenario.Status == ScenarioStatus.Passing)
                && ExpectedResults.All(static result => result.Status == VerificationStatus.Verified),
        };
    }
}
