namespace RepoTickets;

public sealed partial record Ticket
{
    /// <summary>Adds a requirement at the end. An empty identifier and times that are not set are filled in.</summary>
    /// <exception cref="ArgumentException">The title is blank, or the identifier is taken.</exception>
    public Ticket AddRequirement(Requirement requirement, IIdentifierGenerator ids, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(requirement);
        ArgumentException.ThrowIfNullOrWhiteSpace(requirement.Title);
        var now = Instants.Now(time);
        var added = requirement with
        {
            Id = ItemIds.Choose(requirement.Id, ids, Requirements.Select(static existing => existing.Id)),
            CreatedAt = requirement.CreatedAt == default ? now : requirement.CreatedAt,
            UpdatedAt = requirement.UpdatedAt == default ? now : requirement.UpdatedAt,
        };
        return this with { Requirements = Requirements.Add(added), UpdatedAt = now };
    }

    /// <summary>Drops a requirement; the same ticket when there is none with this identifier.</summary>
    public Ticket RemoveRequirement(string id) => Requirements.RemoveAll(existing => existing.Id == id) is var kept && kept == Requirements
        ? this
        : this with { Requirements = kept };

    /// <summary>The requirement with this identifier; null when there is none.</summary>
    public Requirement? FindRequirement(string id) => Requirements.FirstOrDefault(existing => existing.Id == id);

    /// <summary>Adds a user story at the end. An empty identifier and a time that is not set are filled in.</summary>
    /// <exception cref="ArgumentException">One of the three texts is blank, or the identifier is taken.</exception>
    public Ticket AddUserStory(UserStory story, IIdentifierGenerator ids, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(story);
        ArgumentException.ThrowIfNullOrWhiteSpace(story.Persona);
        ArgumentException.ThrowIfNullOrWhiteSpace(story.Goal);
        ArgumentException.ThrowIfNullOrWhiteSpace(story.Benefit);
        var now = Instants.Now(time);
        var added = story with
        {
            Id = ItemIds.Choose(story.Id, ids, UserStories.Select(static existing => existing.Id)),
            CreatedAt = story.CreatedAt == default ? now : story.CreatedAt,
        };
        return this with { UserStories = UserStories.Add(added), UpdatedAt = now };
    }

    /// <summary>Drops a user story; the same ticket when there is none with this identifier.</summary>
    public Ticket RemoveUserStory(string id) => UserStories.RemoveAll(existing => existing.Id == id) is var kept && kept == UserStories
        ? this
        : this with { UserStories = kept };

    /// <summary>The user story with this identifier; null when there is none.</summary>
    public UserStory? FindUserStory(string id) => UserStories.FirstOrDefault(existing => existing.Id == id);

    /// <summary>Adds an expected result at the end. An empty identifier and a time that is not set are filled in.</summary>
    /// <exception cref="ArgumentException">The description is blank, or the identifier is taken.</exception>
    public Ticket AddExpectedResult(ExpectedResult result, IIdentifierGenerator ids, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentException.ThrowIfNullOrWhiteSpace(result.Description);
        var now = Instants.Now(time);
        var added = result with
        {
            Id = ItemIds.Choose(result.Id, ids, ExpectedResults.Select(static existing => existing.Id)),
            CreatedAt = result.CreatedAt == default ? now : result.CreatedAt,
        };
        return this with { ExpectedResults = ExpectedResults.Add(added), UpdatedAt = now };
    }

    /// <summary>Drops an expected result; the same ticket when there is none with this identifier.</summary>
    public Ticket RemoveExpectedResult(string id) =>
        ExpectedResults.RemoveAll(existing => existing.Id == id) is var kept && kept == ExpectedResults
        ? this
        : this with { ExpectedResults = kept };

    /// <summary>The expected result with this identifier; null when there is none.</summary>
    public ExpectedResult? FindExpectedResult(string id) => ExpectedResults.FirstOrDefault(existing => existing.Id == id);

    /// <summary>Marks an expected result as verified and looks anew whether the acceptance criteria are met.</summary>
    /// <exception cref="ArgumentException">There is no expected result with this identifier.</exception>
    public Ticket VerifyExpectedResult(string id, string verifiedBy, TimeProvider time, string? notes = null)
    {
        ArgumentNullException.ThrowIfNull(verifiedBy);
        if (FindExpectedResult(id) is null)
        {
            throw new ArgumentException($"{Key} has no expected result '{DisplayText.Escape(id)}'.", nameof(id));
        }

        var now = Instants.Now(time);
        var results = ExpectedResults.Replace(
            existing => existing.Id == id,
            existing => existing with
            {
                Status = VerificationStatus.Verified,
                VerifiedAt = now,
                VerifiedBy = verifiedBy,
                Notes = notes ?? existing.Notes,
            });
        return (this with { ExpectedResults = results, UpdatedAt = now }).UpdateAcceptanceCriteriaStatus();
    }

    /// <summary>Adds a scenario at the end. An empty identifier and a time that is not set are filled in.</summary>
    /// <exception cref="ArgumentException">The title is blank, it has no step, or the identifier is taken.</exception>
    public Ticket AddGherkinScenario(GherkinScenario scenario, IIdentifierGenerator ids, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentException.ThrowIfNullOrWhiteSpace(scenario.Title);
        if (scenario.Given.Count + scenario.When.Count + scenario.Then.Count == 0)
        {
            throw new ArgumentException($"The scenario '{DisplayText.Escape(scenario.Title)}' has no step.", nameof(scenario));
        }

        var now = Instants.Now(time);
        var added = scenario with
        {
            Id = ItemIds.Choose(scenario.Id, ids, GherkinScenarios.Select(static existing => existing.Id)),
            CreatedAt = scenario.CreatedAt == default ? now : scenario.CreatedAt,
        };
        return this with { GherkinScenarios = GherkinScenarios.Add(added), UpdatedAt = now };
    }

    /// <summary>Adds every scenario of a Gherkin text, in its order.</summary>
    /// <exception cref="FormatException">The text is not understood; the message names the line.</exception>
    public Ticket AddGherkinText(string text, string author, IIdentifierGenerator ids, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(author);
        return GherkinText.Parse(text).Aggregate(
            this, (ticket, scenario) => ticket.AddGherkinScenario(scenario with { Author = author }, ids, time));
    }

    /// <summary>Drops a scenario; the same ticket when there is none with this identifier.</summary>
    public Ticket RemoveGherkinScenario(string id) =>
        GherkinScenarios.RemoveAll(existing => existing.Id == id) is var kept && kept == GherkinScenarios
            ? this
            : this with { GherkinScenarios = kept };

    /// <summary>The scenario with this identifier; null when there is none.</summary>
    public GherkinScenario? FindGherkinScenario(string id) => GherkinScenarios.FirstOrDefault(existing => existing.Id == id);
}
