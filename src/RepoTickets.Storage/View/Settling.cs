using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Repositories;

namespace RepoTickets.Storage.View;

/// <summary>
/// A file that is missing, empty, broken or short while git is at work, or that changed a moment ago, is in flux, not gone: a checkout
/// removes, creates and then fills files in their final place. Only what stays so for the settle time is reported.
/// </summary>
internal sealed class Settling(IFileSystem fileSystem, string repositoryRoot, TimeProvider timeProvider, TimeSpan settleTime)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    // On a machine that hardly lets us run, the time may be over after two looks, and both may have met one checkout after the other.
    private const int LeastLooks = 5;

    // Git keeps its lock while somebody writes the message of "commit -a" in an editor, and for ever when it is killed. It changes work
    // trees in moments, so a lock that nobody touched for this long protects nothing that is still moving.
    private static readonly TimeSpan OldestLock = TimeSpan.FromSeconds(10);

    /// <summary>Git holds a lock that it took or touched a short while ago.</summary>
    internal bool IsGitAtWork =>
        GitActivity.FindLock(fileSystem, repositoryRoot) is { } held && IsYoungerThan(OldestLock, held.Stamp);

    /// <summary>
    /// Looks until what is seen is no moment in the middle of a replacement, or has been so for the settle time. While one checkout follows
    /// the other, a document that is there now and then is there.
    /// </summary>
    /// <param name="look">Looks once.</param>
    /// <param name="isKnown">The index knows the document: its absence would be news.</param>
    /// <param name="cancellationToken">Cancels the waiting.</param>
    internal async ValueTask<ReadOutcome> SettleAsync(Func<ReadOutcome> look, Func<bool> isKnown, CancellationToken cancellationToken)
    {
        var outcome = look();
        var begin = (Time: timeProvider.GetTimestamp(), Look: 0);
        var missing = begin;
        for (var attempt = 0; MayBeInFlux(outcome, isKnown); attempt++)
        {
            var since = outcome.Document is null ? missing : begin;
            if (timeProvider.GetElapsedTime(since.Time) >= settleTime && attempt - since.Look >= LeastLooks)
            {
                return outcome;
            }

            var previous = outcome;
            await Task.Delay(PauseAfter(attempt), timeProvider, cancellationToken).ConfigureAwait(false);
            outcome = look();
            if (outcome.Document is { } document && previous.Document?.Version == document.Version && previous.Stamp == outcome.Stamp)
            {
                // The same twice: whoever wrote it has finished.
                return outcome;
            }

            if (outcome.Document is null && previous.Document is not null)
            {
                // It was there a moment ago, so it has only now gone: one checkout after the other can go on for longer than the settle
                // time.
                missing = (timeProvider.GetTimestamp(), attempt + 1);
            }
        }

        return outcome;
    }

    /// <summary>What was found may be a moment in the middle of a replacement.</summary>
    internal bool MayBeInFlux(in ReadOutcome outcome, Func<bool> isKnown)
    {
        if (settleTime <= TimeSpan.Zero)
        {
            return false;
        }

        if (outcome.IsAbsent)
        {
            return isKnown() || IsGitAtWork;
        }

        if (outcome.Document is not null)
        {
            // A block of YAML cut short is still YAML, so a young file is looked at twice when anything speaks for an unfinished write.
            return outcome.Bytes is not null && IsYoung(outcome.Stamp) && (LacksEnd(outcome) || IsGitAtWork);
        }

        return outcome.Fault!.Reason is not (FaultReason.NotARegularFile or FaultReason.Limit) && (IsYoung(outcome.Stamp) || IsGitAtWork);
    }

    private static bool LacksEnd(in ReadOutcome outcome) =>
        outcome.Path!.EndsWith(".yaml", StringComparison.Ordinal) && outcome.Bytes is not [.., (byte)'\n'];

    private static TimeSpan PauseAfter(int attempt) =>
        attempt >= 5 ? LongestPause : TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << attempt, LongestPause.Ticks));

    private bool IsYoung(FileStamp stamp) => IsYoungerThan(settleTime, stamp);

    private bool IsYoungerThan(TimeSpan limit, FileStamp stamp)
    {
        var age = timeProvider.GetUtcNow() - DateTimeOffset.UnixEpoch.AddTicks(stamp.ModifiedNanoseconds / 100);
        return age < limit && age > -limit;
    }
}
