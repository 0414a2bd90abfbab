namespace RepoTickets;

public sealed partial record BacklogItem
{
    // The weights of the Python package, so that both order a backlog alike.
    private const int PriorityWeight = 100;
    private const int PointWeight = 2;
    private const int UnknownBusinessValue = 50;
    private const int UnknownStoryPoints = 5;

    /// <summary>Groomed or ready, sized, and with at least one acceptance criterion.</summary>
    public bool IsReadyForSprint =>
        Status is BacklogStatus.Groomed or BacklogStatus.Ready && StoryPoints is not null && AcceptanceCriteria.Count > 0;

    /// <summary>
    /// What to do first: 100 for each step of priority (1 for the lowest of the configuration, 0 for one that is not listed), plus the
    /// business value (50 when not judged), less twice the story points (5 when not sized). A value of 0 counts as not given, as it does in
    /// the Python package.
    /// </summary>
    public long GetPriorityScore(TicketsConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        long value = BusinessValue is null or 0 ? UnknownBusinessValue : BusinessValue.Value;
        long points = StoryPoints is null or 0 ? UnknownStoryPoints : StoryPoints.Value;
        return (PriorityWeight * (configuration.RankOf(Priority) + 1L)) + value - (PointWeight * points);
    }

    /// <summary>Whole days since it was created; 0 when that is not known.</summary>
    public int GetAgeDays(TimeProvider time) => Instants.DaysBetween(CreatedAt, Instants.Now(time));

    /// <summary>Adds an acceptance criterion; once only, without blanks around it.</summary>
    /// <exception cref="ArgumentException">It is blank.</exception>
    public BacklogItem AddAcceptanceCriterion(string criterion)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(criterion);
        return AcceptanceCriteria.Contains(criterion.Trim())
            ? this
            : this with { AcceptanceCriteria = AcceptanceCriteria.Add(criterion.Trim()) };
    }

    /// <summary>Adds a condition to the definition of done; once only, without blanks around it.</summary>
    /// <exception cref="ArgumentException">It is blank.</exception>
    public BacklogItem AddDefinitionOfDone(string condition)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(condition);
        return DefinitionOfDone.Contains(condition.Trim()) ? this : this with { DefinitionOfDone = DefinitionOfDone.Add(condition.Trim()) };
    }

    /// <summary>Plans it for a sprint.</summary>
    /// <param name="sprintId">The sprint; not blank.</param>
    /// <param name="name">Its name; the identifier when null.</param>
    public BacklogItem AssignToSprint(string sprintId, string? name = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sprintId);
        return this with { SprintId = sprintId, SprintName = name ?? sprintId };
    }

    /// <summary>It is no longer planned for a sprint.</summary>
    public BacklogItem RemoveFromSprint() => this with { SprintId = null, SprintName = null };
}
