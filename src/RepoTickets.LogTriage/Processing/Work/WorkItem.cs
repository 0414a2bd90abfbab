using RepoTickets.LogTriage.Intents;

namespace RepoTickets.LogTriage.Processing;

/// <summary>A group on its way through the workers, with what is known of it already. Worked on by one worker at a time.</summary>
internal sealed class WorkItem(LogGroup group, long order, IReadOnlyList<LogGroupId> names, IReadOnlyList<CursorPlace> places, long began)
{
    internal LogGroup Group { get; } = group;

    /// <summary>Its place in the order in which groups were handed on, from 1.</summary>
    internal long Order { get; } = order;

    /// <summary>The group, and the names that were merged into it.</summary>
    internal IReadOnlyList<LogGroupId> Names { get; } = names;

    internal IReadOnlyList<CursorPlace> Places { get; } = places;

    /// <summary>The time stamp of its handing on.</summary>
    internal long Began { get; } = began;

    /// <summary>Attempts that were begun.</summary>
    internal int Attempts { get; set; }

    /// <summary>What was measured of the attempt that waits for others or for its time; it goes on and is told once.</summary>
    internal TimeSpan Measured { get; set; }

    /// <summary>Attempts that failed and count.</summary>
    internal int Failures { get; set; }

    /// <summary>The strategies that need no judgement found nothing.</summary>
    internal bool IsCheckedBefore { get; set; }

    /// <summary>The strategies that need the judgement found nothing.</summary>
    internal bool IsCheckedAfter { get; set; }

    internal LogAnalysis? Analysis { get; set; }

    /// <summary>
    /// The tickets of the same type that the last look for duplicates knew of, where one ticket a type is wanted; null elsewhere.
    /// </summary>
    internal IReadOnlySet<string>? KnownOfType { get; set; }

    internal TicketDraft? Draft { get; set; }

    /// <summary>The closed ticket that the new one is to be linked to; null for none.</summary>
    internal string? LinkTo { get; set; }

    /// <summary>The intent that this attempt has had written while the group is judged; null for none.</summary>
    internal ClaimedAhead? Ahead { get; set; }

    /// <summary>An attempt of this run to file the ticket whose result is not known; null when there is none.</summary>
    internal IntentRecord? Open { get; set; }

    /// <summary>The call of <see cref="Open"/>; null when it has ended and is of no more use.</summary>
    internal FilingCall? Call { get; set; }

    /// <summary>When the result of <see cref="Open"/> can be asked for.</summary>
    internal DateTimeOffset SettleAt { get; set; }

    /// <summary>Since when it waits for another process that is at it; null when it does not, or has got its turn since.</summary>
    internal DateTimeOffset? OthersSince { get; set; }

    /// <summary>No attempt is left; only the result of the last one is still asked for.</summary>
    internal bool IsLastQuestion { get; set; }

    /// <summary>What went wrong last.</summary>
    internal Exception? Error { get; set; }
}
