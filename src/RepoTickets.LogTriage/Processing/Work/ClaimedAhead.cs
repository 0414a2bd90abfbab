using RepoTickets.LogTriage.Intents;

namespace RepoTickets.LogTriage.Processing;

/// <summary>An intent that is written while its group is still being judged. Whoever does not make the call that it announces withdraws
/// it.</summary>
/// <param name="Group">The group.</param>
/// <param name="Attempt">The name of the attempt, which is known before the answer is.</param>
/// <param name="Answer">Whether it was granted; completed when it is on the device.</param>
internal sealed record ClaimedAhead(LogGroupId Group, string Attempt, Task<ClaimAnswer> Answer);
