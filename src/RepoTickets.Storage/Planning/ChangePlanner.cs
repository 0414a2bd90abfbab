namespace RepoTickets.Storage.Planning;

/// <summary>
/// Turns a change set into the bytes to write: gives out identifiers, checks versions against the files on disk, validates, edits. Runs
/// under the writer lock with the view followed to the end, so what it sees cannot change (by writers of this SDK).
/// </summary>
internal sealed class ChangePlanner(
    StepPlanner stepPlanner,
    IdentifierAllocator allocator,
    DeletionPlanner deletions,
    Func<TicketsConfiguration> configuration,
    int parallelism)
{
    private const int MaximumLabelLength = 256;
    private const long MaximumWeight = 64L << 20;

    /// <param name="changes">What is wanted.</param>
    /// <param name="formerFiles">The bytes of the files that are to be put back.</param>
    /// <param name="group">What the group has planned so far.</param>
    internal PlannedCommit Plan(ChangeSet changes, IReadOnlyDictionary<DocumentKey, byte[]> formerFiles, GroupState group)
    {
        CheckForm(changes);
        var steps = allocator.Resolve(changes, group);
        steps = deletions.AddCleaning(steps, group);
        var rules = new Lazy<TicketsConfiguration>(configuration);
        var plan = new PlanBuilder(group);
        foreach (var planned in PlanSteps(steps, step => stepPlanner.Plan(step, changes.TouchUpdatedAt, rules, formerFiles, group)))
        {
            plan.Add(planned);
            foreach (var change in planned.Removed is { } removed ? allocator.Retire(removed, group) : [])
            {
                plan.AddFile(change, null);
            }
        }

        return plan.Build(changes, group, changes.Changes.Count, MaximumWeight);
    }

    /// <summary>
    /// Steps do not look at each other, so the cores share a large change set; what is wrong is told of the first one all the same.
    /// </summary>
    private IEnumerable<PlannedStep> PlanSteps(IReadOnlyList<DocumentChange> steps, Func<DocumentChange, PlannedStep> plan)
    {
        if (!SharedWork.IsWorthIt(steps.Count, parallelism))
        {
            return steps.Select(plan);
        }

        var planned = new PlannedStep[steps.Count];
        SharedWork.Run(steps.Count, parallelism, index => planned[index] = plan(steps[index]));
        return planned;
    }

    private static void CheckForm(ChangeSet changes)
    {
        if (changes.Changes is null)
        {
            throw new InvalidChangeSetException("The list of changes is null; use an empty one.");
        }

        if (changes.Changes.Count > ChangeSet.MaximumChanges)
        {
            throw new InvalidChangeSetException(
                $"The change set has {changes.Changes.Count:N0} changes; at most {ChangeSet.MaximumChanges:N0} are allowed. Split it.");
        }

        CheckText(changes.Source, nameof(ChangeSet.Source));
        CheckText(changes.CorrelationId, nameof(ChangeSet.CorrelationId));
        CheckText(changes.CausationId, nameof(ChangeSet.CausationId));
        var seen = new HashSet<DocumentKey>();
        foreach (var change in changes.Changes)
        {
            if (change?.Key.Id is null)
            {
                throw new InvalidChangeSetException("A change is null or names its document by a null identifier.");
            }

            if (change.Key.Id.Length > 0 && !seen.Add(change.Key))
            {
                throw new InvalidChangeSetException(
                    $"{DisplayText.Escape(change.Key.ToString())} occurs twice in the change set; a document can be changed once.");
            }
        }
    }

    private static void CheckText(string? text, string name)
    {
        if (text?.Length > MaximumLabelLength)
        {
            throw new InvalidChangeSetException($"{name} is {text.Length} characters long; at most {MaximumLabelLength} are allowed.");
        }
    }
}
