using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Repositories;

namespace RepoTickets.Storage.View;

/// <summary>
/// A file that is missing, empty or broken while git is at work, or that changed a moment ago, is in flux, not gone: a checkout removes,
/// creates and then fills files in their final place. Only what stays so for the settle time is reported.
/// </summary>
internal sealed class Settling(IFileSystem fileSystem, string repositoryRoot, TimeProvider timeProvider, TimeSpan settleTime)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    internal TimeSpan SettleTime => settleTime;

    internal TimeProvider TimeProvider => timeProvider;

    internal bool IsGitAtWork => GitActivity.IsGitAtWork(fileSystem, repositoryRoot);

    /// <summary>The outcome may be a moment in the middle of a replacement.</summary>
    /// <param name="outcome">What was found.</param>
    /// <param name="wasKnown">The index knows the document: absence is news.</param>
    internal bool MayBeInFlux(in ReadOutcome outcome, bool wasKnown)
    {
        if (settleTime <= TimeSpan.Zero || outcome.Document is not null)
        {
            return false;
        }

        if (outcome.IsAbsent)
        {
            return wasKnown || IsGitAtWork;
        }

        return outcome.Fault!.Reason is not (FaultReason.NotARegularFile or FaultReason.Limit) && (IsYoung(outcome.Stamp) || IsGitAtWork);
    }

    internal TimeSpan PauseAfter(int attempt) =>
        attempt >= 5 ? LongestPause : TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << attempt, LongestPause.Ticks));

    /// <summary>
    /// The file changed so shortly ago that another change may still get the same times. Ten milliseconds cover the clock ticks of local file
    /// systems; kernels since 6.13 have finer ones.
    /// </summary>
    internal bool IsRacy(FileStamp stamp)
    {
        var now = (timeProvider.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        return Math.Max(stamp.ModifiedNanoseconds, stamp.ChangedNanoseconds) > now - RacyNanoseconds;
    }

    private const long RacyNanoseconds = 10_000_000;

    private bool IsYoung(FileStamp stamp)
    {
        var age = timeProvider.GetUtcNow() - DateTimeOffset.UnixEpoch.AddTicks(stamp.ModifiedNanoseconds / 100);
        return age < settleTime && age > -settleTime;
    }
}
