using System.Collections.Concurrent;
using RepoTickets.LogTriage.Intents;

namespace RepoTickets.LogTriage.Processing;

/// <summary>
/// The part that has the intent written while the group is judged, so that nobody waits for the device in between. The call is made only
/// when the intent is there, and an intent without a call is withdrawn.
/// </summary>
internal sealed partial class GroupWork
{
    /// <summary>How soon to look again for what another worker, or another process, is about to bring to its end.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(250);

    /// <summary>For how long a group waits for what another opening of the state does: two calls of this run's own.</summary>
    private TimeSpan LongestWait => (run.Options.AttemptTimeout + run.Sink.SearchLag) * 2;

    /// <summary>Attempts of this run that a worker is at, by their names.</summary>
    private readonly ConcurrentDictionary<string, bool> _atWork = new(StringComparer.Ordinal);

    /// <summary>
    /// Only where nothing but the judgement stands between the group and its ticket. One ticket a type needs the type; leave of a limit of
    /// the target comes before the claim; what the cap leaves must suffice for certain, which it then does later, too.
    /// </summary>
    private bool MayClaimAhead(WorkItem item) =>
        run.IsReal && item.Analysis is null && item.LinkTo is null && !run.Types.IsOn && !run.Sink.IsLimited && !run.State.IsDamaged &&
        run.Budget.WouldGrant(item.Order);

    private void ClaimAhead(WorkItem item)
    {
        if (!MayClaimAhead(item))
        {
            return;
        }

        // What the analyzer will call the fault is not known yet; the result tells it.
        var request = Request(item, replaced: null, errorType: "") with { Attempt = run.State.NameAttempt() };
        _atWork[request.Attempt] = true;
        item.Ahead = new ClaimedAhead(item.Names[0], request.Attempt, run.State.ClaimAsync(request, CancellationToken.None));
    }

    /// <summary>The grant, when there is one that the call can be made on; else what was written is withdrawn.</summary>
    /// <exception cref="TriageStateException">It could not be written down.</exception>
    private async ValueTask<ClaimAnswer?> TakeAheadAsync(WorkItem item, AttemptTokens attempt)
    {
        if (item.Ahead is not { } ahead)
        {
            return null;
        }

        var answer = await ahead.Answer.WaitAsync(attempt.Token).ConfigureAwait(false);

        // When the call has surely ended is written down; where the clock of the attempt stood still meanwhile it may take longer.
        if (answer.Verdict == ClaimVerdict.Granted && item.LinkTo is null && attempt.EndsAt <= answer.Record.Until)
        {
            item.Ahead = null;
            return answer;
        }

        WithdrawAhead(item);
        return null;
    }

    /// <summary>The attempt ended without a call, or needs another intent. Asked for at once, so that whoever asks next sees it.</summary>
    private void WithdrawAhead(WorkItem item)
    {
        if (item.Ahead is { } ahead)
        {
            item.Ahead = null;
            _ = WithdrawAsync(ahead);
        }
    }

    private async Task WithdrawAsync(ClaimedAhead ahead)
    {
        var isWithdrawn = run.State.WithdrawSoonAsync(run.Sink.Name, ahead.Group, ahead.Attempt, "No call was made.");
        _atWork.TryRemove(ahead.Attempt, out _);
        try
        {
            await isWithdrawn.ConfigureAwait(false);
            await ahead.Answer.ConfigureAwait(false);
        }
#pragma warning disable CA1031 // An intent without a result stands, and is settled against the target before anything is filed.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.ResultNotRemembered(run.Parts.Logger, ahead.Group, exception);
        }
    }

    /// <summary>
    /// A process that lives is at it. That is no failure until its call has surely ended; but how long that takes, and how often it tries
    /// again, is said by its options, which must not hold up this run: in all it waits for others no longer than for its own calls.
    /// </summary>
    private WorkStep AwaitOther(WorkItem item, IntentRecord record)
    {
        var now = run.Time.GetUtcNow();
        item.OthersSince ??= now;
        if (now < record.Until && record.Until - item.OthersSince <= LongestWait)
        {
            return LookSoon(item);
        }

        run.Budget.GiveBack(item.Order);
        return now < record.Until
            ? WorkStep.Done(Outcome(item, TriageDecision.Deferred) with { Reason =
                $"Another process is filing a ticket for it, and may be at it for another {record.Until - now}." })
            : Defer(item, "Another process is filing a ticket for it.");
    }

    /// <summary>Holds no worker meanwhile, and is no attempt that counts.</summary>
    private WorkStep LookSoon(WorkItem item)
    {
        run.Budget.GiveBack(item.Order);
        item.Attempts--;
        return WorkStep.Again(Soon);
    }
}
