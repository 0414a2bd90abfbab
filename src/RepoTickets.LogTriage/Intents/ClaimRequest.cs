namespace RepoTickets.LogTriage.Intents;

/// <summary>The question whether a ticket may be filed for a group.</summary>
/// <param name="Target">The target.</param>
/// <param name="Names">The group and the names that were merged into it, the group first.</param>
/// <param name="ErrorType">What the analyzer called the fault.</param>
/// <param name="CallTimeout">How long the announced call may take.</param>
internal sealed record ClaimRequest(string Target, IReadOnlyList<LogGroupId> Names, string ErrorType, TimeSpan CallTimeout)
{
    /// <summary>A ticket that is known but must not count, because the fault is to get a new one; null for none.</summary>
    internal string? Replaced { get; init; }

    /// <summary>The name of the attempt; null for one that is made when the claim is granted.</summary>
    internal string? Attempt { get; init; }

    /// <summary>
    /// Tickets of the same type that were known when it was looked for some; any other one, and any that is being filed, stands in the way.
    /// Null where groups of one type each get their ticket.
    /// </summary>
    internal IReadOnlySet<string>? KnownOfType { get; init; }

    /// <summary>Tickets of the same type that are older do not count.</summary>
    internal DateTimeOffset TypeSince { get; init; }

    /// <summary>Nothing is announced: it is only asked what the answer would be now.</summary>
    internal bool IsQuestion { get; init; }

    /// <summary>A group of the same type that stands in the way.</summary>
    internal bool IsInTheWay(IntentRecord record) =>
        record.ErrorType == ErrorType && record.At >= TypeSince && !Names.Contains(record.Group) &&
        (record.Phase == IntentPhase.Open || (record.Phase == IntentPhase.Filed && !KnownOfType!.Contains(record.Key)));
}
