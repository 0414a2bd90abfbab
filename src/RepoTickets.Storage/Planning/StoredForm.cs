namespace RepoTickets.Storage.Planning;

/// <summary>
/// What a document is once it is in its file: the answer to a commit must be equal to what is read back. Files keep whole microseconds, and
/// whether an agent's file has a key in clear is for the file to say.
/// </summary>
internal static class StoredForm
{
    /// <param name="document">A valid document.</param>
    /// <param name="before">What the file holds now; null for a new one.</param>
    internal static Document Of(Document document, Document? before) => document switch
    {
        Ticket d => Rounded(d),
        Epic d => d with
        {
            CreatedAt = Round(d.CreatedAt),
            UpdatedAt = Round(d.UpdatedAt),
            StartDate = Round(d.StartDate),
            TargetDate = Round(d.TargetDate),
            CompletedDate = Round(d.CompletedDate),
        },
        BacklogItem d => d with { CreatedAt = Round(d.CreatedAt), UpdatedAt = Round(d.UpdatedAt) },
        Agent d => d with
        {
            CreatedAt = Round(d.CreatedAt),
            UpdatedAt = Round(d.UpdatedAt),
            LastSeen = Round(d.LastSeen),
            Metrics = d.Metrics with { LastActivity = Round(d.Metrics.LastActivity) },
            HasClearApiKey = d.ApiKeySecretName is null && before is Agent { HasClearApiKey: true },
        },
        AgentTask d => d with
        {
            AssignedAt = Round(d.AssignedAt),
            StartedAt = Round(d.StartedAt),
            CompletedAt = Round(d.CompletedAt),
        },
        Lease d => d with { GrantedAt = Round(d.GrantedAt), ExpiresAt = Round(d.ExpiresAt) },
        WorkflowInstance d => Rounded(d),
        WorkflowLease d => d with { GrantedAt = Round(d.GrantedAt), ExpiresAt = Round(d.ExpiresAt) },
        _ => document,
    };

    private static WorkflowInstance Rounded(WorkflowInstance d) => d with
    {
        CreatedAt = Round(d.CreatedAt),
        EndedAt = Round(d.EndedAt),
        PausedAt = Round(d.PausedAt),
        Deadline = Round(d.Deadline),
        Steps = Each(d.Steps, IsRound, Rounded),
        Signals = Each(d.Signals, static signal => IsRound(signal.At), static signal => signal with { At = Round(signal.At) }),
        History = Each(d.History, static entry => IsRound(entry.At), static entry => entry with { At = Round(entry.At) }),
    };

    private static bool IsRound(WorkflowStepState step) =>
        IsRound(step.StartedAt ?? default) && IsRound(step.EndedAt ?? default) && IsRound(step.Due ?? default) &&
        IsRound(step.Deadline ?? default) && step.Items.All(IsRound);

    private static WorkflowStepState Rounded(WorkflowStepState step) => step with
    {
        StartedAt = Round(step.StartedAt),
        EndedAt = Round(step.EndedAt),
        Due = Round(step.Due),
        Deadline = Round(step.Deadline),
        Items = Each(step.Items, IsRound, Rounded),
    };

    private static Ticket Rounded(Ticket ticket) => ticket with
    {
        CreatedAt = Round(ticket.CreatedAt),
        UpdatedAt = Round(ticket.UpdatedAt),
        Comments = Each(ticket.Comments, static d => IsRound(d.CreatedAt), static d => d with { CreatedAt = Round(d.CreatedAt) }),
        JournalEntries = Each(
            ticket.JournalEntries, static d => IsRound(d.CreatedAt), static d => d with { CreatedAt = Round(d.CreatedAt) }),
        TimeLogs = Each(
            ticket.TimeLogs,
            static d => IsRound(d.StartTime) && IsRound(d.EndTime ?? default) && IsRound(d.CreatedAt),
            static d => d with { StartTime = Round(d.StartTime), EndTime = Round(d.EndTime), CreatedAt = Round(d.CreatedAt) }),
        Requirements = Each(
            ticket.Requirements,
            static d => IsRound(d.CreatedAt) && IsRound(d.UpdatedAt),
            static d => d with { CreatedAt = Round(d.CreatedAt), UpdatedAt = Round(d.UpdatedAt) }),
        UserStories = Each(ticket.UserStories, static d => IsRound(d.CreatedAt), static d => d with { CreatedAt = Round(d.CreatedAt) }),
        ExpectedResults = Each(
            ticket.ExpectedResults,
            static d => IsRound(d.CreatedAt) && IsRound(d.VerifiedAt ?? default),
            static d => d with { CreatedAt = Round(d.CreatedAt), VerifiedAt = Round(d.VerifiedAt) }),
        GherkinScenarios = Each(
            ticket.GherkinScenarios, static d => IsRound(d.CreatedAt), static d => d with { CreatedAt = Round(d.CreatedAt) }),
    };

    /// <summary>Nearly every list is round already and is kept as it is.</summary>
    private static ValueList<T> Each<T>(ValueList<T> items, Predicate<T> isRound, Func<T, T> round)
    {
        foreach (var item in items.AsSpan())
        {
            if (!isRound(item))
            {
                return items.Replace(static _ => true, round);
            }
        }

        return items;
    }

    private static bool IsRound(DateTimeOffset time) => time.Ticks % TimeSpan.TicksPerMicrosecond == 0;

    private static DateTimeOffset Round(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));

    private static DateTimeOffset? Round(DateTimeOffset? time) => time is { } value ? Round(value) : null;
}
