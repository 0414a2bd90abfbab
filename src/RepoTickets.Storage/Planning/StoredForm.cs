using RepoTickets.Storage.Documents;

namespace RepoTickets.Storage.Planning;

/// <summary>
/// What a document is once it is in its file: the answer to a commit, and the index, must be equal to what is read back. Files keep whole
/// microseconds, times without offset lose which of two hours in autumn they were in, and whether an agent's file has a key in clear is for
/// the file to say.
/// </summary>
internal sealed class StoredForm
{
    private readonly Func<DateTimeOffset, DateTimeOffset> _keep;

    /// <param name="keep">What becomes of a time that is written without offset.</param>
    private StoredForm(Func<DateTimeOffset, DateTimeOffset> keep) => _keep = keep;

    /// <param name="document">A valid document.</param>
    /// <param name="before">What the file holds now; null for a new one.</param>
    /// <param name="timestamps">The form of times without offset.</param>
    internal static Document Of(Document document, Document? before, TimestampText timestamps)
    {
        HashSet<DateTimeOffset>? inFile = null;
        return new StoredForm(Keep).Put(document, before);

        DateTimeOffset Keep(DateTimeOffset time)
        {
            var whole = TimestampText.Whole(time);
            var kept = timestamps.Kept(whole);

            // Whoever wrote the file may have given a time its offset: what does not change stays as it stands there.
            return kept == whole || before is null || !(inFile ??= TimesOf(before)).Contains(whole) ? kept : whole;
        }
    }

    private static HashSet<DateTimeOffset> TimesOf(Document document)
    {
        var times = new HashSet<DateTimeOffset>();
        new StoredForm(Note).Put(document, document);
        return times;

        DateTimeOffset Note(DateTimeOffset time)
        {
            times.Add(time);
            return time;
        }
    }

    private Document Put(Document document, Document? before) => document switch
    {
        Ticket d => Kept(d),
        Epic d => d with
        {
            CreatedAt = Naive(d.CreatedAt),
            UpdatedAt = Naive(d.UpdatedAt),
            StartDate = Naive(d.StartDate),
            TargetDate = Naive(d.TargetDate),
            CompletedDate = Naive(d.CompletedDate),
        },
        BacklogItem d => d with { CreatedAt = Naive(d.CreatedAt), UpdatedAt = Naive(d.UpdatedAt) },
        Agent d => d with
        {
            CreatedAt = Naive(d.CreatedAt),
            UpdatedAt = Naive(d.UpdatedAt),
            LastSeen = Naive(d.LastSeen),
            Metrics = d.Metrics with { LastActivity = Naive(d.Metrics.LastActivity) },
            HasClearApiKey = d.ApiKeySecretName is null && before is Agent { HasClearApiKey: true },
        },
        AgentTask d => d with
        {
            AssignedAt = Naive(d.AssignedAt),
            StartedAt = Naive(d.StartedAt),
            CompletedAt = Naive(d.CompletedAt),
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

    private Ticket Kept(Ticket ticket) => ticket with
    {
        CreatedAt = Naive(ticket.CreatedAt),
        UpdatedAt = Naive(ticket.UpdatedAt),
        Comments = Each(ticket.Comments, d => IsKept(d.CreatedAt), d => d with { CreatedAt = Naive(d.CreatedAt) }),
        JournalEntries = Each(
            ticket.JournalEntries, d => IsKept(d.CreatedAt), d => d with { CreatedAt = Naive(d.CreatedAt) }),
        TimeLogs = Each(
            ticket.TimeLogs,
            d => IsKept(d.StartTime) && IsKept(d.EndTime ?? default) && IsKept(d.CreatedAt),
            d => d with { StartTime = Naive(d.StartTime), EndTime = Naive(d.EndTime), CreatedAt = Naive(d.CreatedAt) }),
        Requirements = Each(
            ticket.Requirements,
            d => IsKept(d.CreatedAt) && IsKept(d.UpdatedAt),
            d => d with { CreatedAt = Naive(d.CreatedAt), UpdatedAt = Naive(d.UpdatedAt) }),
        UserStories = Each(ticket.UserStories, d => IsKept(d.CreatedAt), d => d with { CreatedAt = Naive(d.CreatedAt) }),
        ExpectedResults = Each(
            ticket.ExpectedResults,
            d => IsKept(d.CreatedAt) && IsKept(d.VerifiedAt ?? default),
            d => d with { CreatedAt = Naive(d.CreatedAt), VerifiedAt = Naive(d.VerifiedAt) }),
        GherkinScenarios = Each(
            ticket.GherkinScenarios, d => IsKept(d.CreatedAt), d => d with { CreatedAt = Naive(d.CreatedAt) }),
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

    private static DateTimeOffset Round(DateTimeOffset time) => TimestampText.Whole(time);

    private static DateTimeOffset? Round(DateTimeOffset? time) => time is { } value ? Round(value) : null;

    private bool IsKept(DateTimeOffset time) => Naive(time) == time;

    private DateTimeOffset Naive(DateTimeOffset time) => _keep(time);

    private DateTimeOffset? Naive(DateTimeOffset? time) => time is { } value ? Naive(value) : null;
}
