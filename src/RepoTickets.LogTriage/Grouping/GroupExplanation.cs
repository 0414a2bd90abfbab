namespace RepoTickets.LogTriage;

/// <summary>Why a record belongs where it does, for a person to read.</summary>
/// <param name="Id">The group, aliases resolved; <c>default</c> when the record would found a new one.</param>
/// <param name="Evidence">By what it was recognised.</param>
/// <param name="Key">The canonical form that was compared, with its placeholders.</param>
/// <param name="Slots">What stood at the placeholders, in order.</param>
/// <param name="Aliases">The names that led to <paramref name="Id"/>, first to last; empty when the record's own key is that of the
/// group.</param>
/// <param name="AlgorithmVersion">The version of the rules that made the key.</param>
public sealed record GroupExplanation(
    LogGroupId Id,
    GroupEvidence Evidence,
    string Key,
    IReadOnlyList<string> Slots,
    IReadOnlyList<LogGroupId> Aliases,
    int AlgorithmVersion);
