namespace RepoTickets.Events.Derivation;

/// <summary>What changes of a ticket's requirements, expected results and scenarios mean.</summary>
internal static class RequirementEvents
{
    internal static void Derive(DocumentKey key, Ticket before, Ticket after, EventSeries series)
    {
        foreach (var (former, requirement) in ItemPairs.Of(before.Requirements, after.Requirements, static item => item.Id))
        {
            DeriveRequirement(key, after.Id, former, requirement, series);
        }

        foreach (var (former, result) in ItemPairs.Of(before.ExpectedResults, after.ExpectedResults, static item => item.Id))
        {
            DeriveResult(key, after.Id, former, result, series);
        }

        foreach (var (former, scenario) in ItemPairs.Of(before.GherkinScenarios, after.GherkinScenarios, static item => item.Id))
        {
            DeriveScenario(key, after.Id, former, scenario, series);
        }
    }

    private static void DeriveRequirement(DocumentKey key, TicketId ticket, Requirement? former, Requirement now, EventSeries series)
    {
        if (former is null)
        {
            series.Add(
                EventTypes.RequirementAdded, key,
                new RequirementAdded(ticket, EventText.Line(now.Id), EventText.Line(now.Title), now.Priority, now.Status));
        }
        else if (now.Status == RequirementStatus.Verified && former.Status != RequirementStatus.Verified)
        {
            series.Add(
                EventTypes.RequirementVerified, key,
                new RequirementVerified(ticket, EventText.Line(now.Id), EventText.Line(now.Title), former.Status));
        }
    }

    /// <summary>
    /// A new one that is verified or failed already is told too: unlike a requirement, its being added is no event of its own.
    /// </summary>
    private static void DeriveResult(DocumentKey key, TicketId ticket, ExpectedResult? former, ExpectedResult now, EventSeries series)
    {
        if (now.Status == former?.Status)
        {
            return;
        }

        if (now.Status == VerificationStatus.Verified)
        {
            series.Add(
                EventTypes.ExpectedResultVerified, key,
                new ExpectedResultVerified(
                    ticket, EventText.Line(now.Id), EventText.Text(now.Description), EventText.Line(now.VerifiedBy)));
        }
        else if (now.Status == VerificationStatus.Failed)
        {
            series.Add(
                EventTypes.ExpectedResultFailed, key,
                new ExpectedResultFailed(ticket, EventText.Line(now.Id), EventText.Text(now.Description), EventText.Text(now.Notes)));
        }
    }

    private static void DeriveScenario(DocumentKey key, TicketId ticket, GherkinScenario? former, GherkinScenario now, EventSeries series)
    {
        if (now.Status == former?.Status)
        {
            return;
        }

        if (now.Status == ScenarioStatus.Passing)
        {
            series.Add(
                EventTypes.TestPassed, key, new TestPassed(ticket, EventText.Line(now.Id), EventText.Line(now.Title), former?.Status));
        }
        else if (now.Status == ScenarioStatus.Failing)
        {
            series.Add(
                EventTypes.TestFailed, key, new TestFailed(ticket, EventText.Line(now.Id), EventText.Line(now.Title), former?.Status));
        }
    }
}
