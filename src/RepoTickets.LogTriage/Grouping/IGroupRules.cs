namespace RepoTickets.LogTriage;

/// <summary>What users teach the grouping. Rules outlive the process where the grouper has a state store. All members are thread-safe.</summary>
public interface IGroupRules
{
    /// <summary>The rules in force, oldest first.</summary>
    IReadOnlyList<FingerprintRule> Fingerprints { get; }

    /// <summary>Adds a rule, or replaces the one of its name. It holds for records that come after it.</summary>
    /// <exception cref="ArgumentException">The rule has no name or no condition.</exception>
    void AddFingerprint(FingerprintRule rule);

    /// <summary>Removes a rule; false when there is none of this name.</summary>
    bool RemoveFingerprint(string name);

    /// <summary>
    /// Says that two groups are one: from now on <paramref name="from"/>, and all that was merged into it, resolves to <paramref name="into"/>.
    /// Nothing happens when they are one already.
    /// </summary>
    /// <exception cref="ArgumentException">One of them is no group's name.</exception>
    void Merge(LogGroupId from, LogGroupId into);

    /// <summary>Takes back a merge that a user made; false when there is none from this group.</summary>
    bool Unmerge(LogGroupId from);

    /// <summary>
    /// Gives records like <paramref name="example"/>, those of the same key, a group of their own, which nothing that is learnt merges again.
    /// Returns its name.
    /// </summary>
    LogGroupId Split(LogEntry example);
}
