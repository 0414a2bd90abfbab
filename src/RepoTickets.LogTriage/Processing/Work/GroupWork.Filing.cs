using System.Collections.Concurrent;
using RepoTickets.LogTriage.Intents;
using RepoTickets.Secrets;

namespace RepoTickets.LogTriage.Processing;

/// <summary>The part that files: intent, call, result; and the settling of attempts without a result.</summary>
internal sealed partial class GroupWork
{
    /// <summary>How far the clocks of this machine and of a target may be apart.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    /// <summary>Calls of this run that nobody waits for any more, by their attempts.</summary>
    private readonly ConcurrentDictionary<string, FilingCall> _abandoned = new(StringComparer.Ordinal);

    private async ValueTask<WorkStep> ClaimAndCreateAsync(WorkItem item, AttemptTokens attempt)
    {
        if (run.State.IsDamaged && item.LinkTo is null && await AskTargetAsync(item.Names[0], null, attempt.Token)
            .ConfigureAwait(false) is { } there)
        {
            // The lines that cannot be read may have been intents or results of this very group.
            _ = RememberFiledAsync(item, there, FoundAt(there));
            return await HandleDuplicateAsync(item, DuplicateAnswer.Found(there), BuiltInStrategies.Intent, attempt.Token)
                .ConfigureAwait(false)
                ?? WorkStep.Again(TimeSpan.Zero);
        }

        var (claim, permit) = await TakeAheadAsync(item, attempt).ConfigureAwait(false) is { } ahead
            ? (ahead, CallPermit.Unlimited)
            : await ClaimAsync(item, item.LinkTo, attempt.Token).ConfigureAwait(false);
        if (!item.Names.Contains(claim.Record.Group))
        {
            return await MeetTypeAsync(item, claim, attempt.Token).ConfigureAwait(false);
        }

        var ticket = new FiledTicket(claim.Record.Key, IsClosed: false, "", CreatedAt: claim.Record.At);
        if (claim.Verdict == ClaimVerdict.Filed && item.LinkTo is null
            && run.Time.GetUtcNow() - claim.Record.At > run.Sink.SearchLag + run.Sink.SearchLag)
        {
            // Whoever looked before found no ticket, so the one that is remembered may be gone: only the target knows.
            if (await AskTargetAsync(item.Names, attempt.Token).ConfigureAwait(false) is { } found)
            {
                ticket = found;
            }
            else
            {
                (claim, permit) = await ClaimAsync(item, claim.Record.Key, attempt.Token).ConfigureAwait(false);
                if (!item.Names.Contains(claim.Record.Group))
                {
                    return await MeetTypeAsync(item, claim, attempt.Token).ConfigureAwait(false);
                }

                // Somebody else may have been faster.
                ticket = new FiledTicket(claim.Record.Key, IsClosed: false, "", CreatedAt: claim.Record.At);
            }
        }

        switch (claim.Verdict)
        {
            case ClaimVerdict.Filed:
                return await HandleDuplicateAsync(item, DuplicateAnswer.Found(ticket), BuiltInStrategies.StoredGroup,
                    attempt.Token).ConfigureAwait(false)
                    ?? WorkStep.Again(TimeSpan.Zero);
            case ClaimVerdict.Busy:
                return AwaitOther(item, claim.Record);
            case ClaimVerdict.Unsettled:
                return await SettleOthersAsync(item, claim.Record, attempt.Token).ConfigureAwait(false);
            default:
                return await CreateAsync(item, claim.Record, permit, attempt).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Leave of the target's limit comes before the claim: nothing may hold up a call that is announced. Only a grant keeps it, and nobody
    /// waits for it who would not be granted the claim anyway.
    /// </summary>
    private async ValueTask<(ClaimAnswer Answer, CallPermit Permit)> ClaimAsync(
        WorkItem item, string? replaced, CancellationToken cancellationToken)
    {
        var request = Request(item, replaced, item.Analysis!.ErrorType);
        if (run.Sink.IsLimited)
        {
            var outlook = await run.State.ClaimAsync(request with { IsQuestion = true }, cancellationToken).ConfigureAwait(false);
            if (outlook.Verdict != ClaimVerdict.Granted)
            {
                return (outlook, CallPermit.Unlimited);
            }
        }

        var permit = await run.Sink.ReserveCreateAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var answer = await run.State.ClaimAsync(request, cancellationToken).ConfigureAwait(false);
            if (answer.Verdict != ClaimVerdict.Granted)
            {
                permit.Dispose();
            }

            return (answer, permit);
        }
        catch
        {
            permit.Dispose();
            throw;
        }
    }

    private ClaimRequest Request(WorkItem item, string? replaced, string errorType) =>
        new(run.Sink.Name, item.Names, errorType, run.Options.AttemptTimeout)
        {
            Replaced = replaced,
            KnownOfType = item.KnownOfType,
            TypeSince = run.Time.GetUtcNow() - run.Options.Duplicates.ErrorTypeWindow,
        };

    private async ValueTask<WorkStep> CreateAsync(WorkItem item, IntentRecord intent, CallPermit permit, AttemptTokens attempt)
    {
        item.Open = intent;
        item.OthersSince = null;
        item.SettleAt = intent.Until + run.Sink.SearchLag;
        _atWork[intent.Attempt] = true;
        FiledTicket filed;
        var call = new FilingCall(() => run.Sink.CreateAsync(item.Draft!, permit, attempt.Filing), run.Time);
        item.Call = call;
        try
        {
            filed = await call.Result.WaitAsync(attempt.Filing).ConfigureAwait(false);
        }
        catch (SinkRejectedException exception)
        {
            // Certainly nothing was filed, and asking again would not help.
            await run.State.VoidAsync(intent, SecretText.Scrub(exception.Message), CancellationToken.None).ConfigureAwait(false);
            item.Open = null;
            item.Call = null;
            run.Budget.GiveBack(item.Order);
            run.Statistics.Failed();
            return GiveUp(item, exception);
        }
        catch
        {
            // What it did is visible after the lag of the search, once it has ended.
            item.SettleAt = run.Time.GetUtcNow() + run.Sink.SearchLag;
            if (!call.Result.IsCompleted)
            {
                _abandoned[intent.Attempt] = call;
                run.State.KeepOwnerUntil(call.Result);
            }

            throw;
        }
        finally
        {
            _atWork.TryRemove(intent.Attempt, out _);
        }

        return await CreatedAsync(item, filed).ConfigureAwait(false);
    }

    private async ValueTask<WorkStep> CreatedAsync(WorkItem item, FiledTicket filed)
    {
        item.Open = null;
        item.Call = null;
        var remembered = RememberFiledAsync(item, filed, run.Time.GetUtcNow());
        if (run.Types.IsOn)
        {
            // The next group of its type looks for it as soon as this one is done.
            await remembered.ConfigureAwait(false);
        }

        if (item.LinkTo is { } closed)
        {
            await TryAsync(item, filed.Key, token => run.Sink.LinkAsync(filed.Key, closed, token)).ConfigureAwait(false);
        }

        var outcome = Outcome(item, TriageDecision.Created) with { TicketKey = filed.Key, Title = item.Draft!.Title, Regressed =
            item.LinkTo is not null };
        return WorkStep.Done(outcome, filed, mayBeFiled: true);
    }

    /// <summary>Not awaited by the worker: a result that is lost is found in the target, and the run waits for all of them at its
    /// end.</summary>
    private async Task RememberFiledAsync(WorkItem item, FiledTicket filed, DateTimeOffset at)
    {
        _unwritten[filed.Key] = at;
        try
        {
            var type = item.Analysis?.ErrorType ?? "";
            await (run.Types.IsOn
                ? run.State.FiledAsync(run.Sink.Name, item.Names[0], filed.Key, type, at, CancellationToken.None)
                : run.State.FiledSoonAsync(run.Sink.Name, item.Names[0], filed.Key, type, at)).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The intent without a result stands, and is settled against the target before anything else is filed.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.ResultNotRemembered(run.Parts.Logger, item.Group.Id, exception);
        }
        finally
        {
            _unwritten.TryRemove(filed.Key, out _);
        }
    }

    /// <summary>
    /// When a ticket was filed that was found in the target: somebody filed it earlier, and its cool-down counts from then. Its clock may
    /// be ahead of ours.
    /// </summary>
    private DateTimeOffset FoundAt(FiledTicket ticket)
    {
        var now = run.Time.GetUtcNow();
        return ticket.CreatedAt < now ? ticket.CreatedAt.Value : now;
    }

    /// <summary>Finds out what became of this run's own last asking. Null when it certainly came to nothing.</summary>
    private async ValueTask<WorkStep?> SettleOwnAsync(WorkItem item, CancellationToken cancellationToken)
    {
        if (item.Call is { Result.IsCompletedSuccessfully: true } late)
        {
            return await CreatedAsync(item, await late.Result.ConfigureAwait(false)).ConfigureAwait(false);
        }

        if (item.Call is { Result.IsCompleted: true } ended)
        {
            item.SettleAt = ended.EndedAt + run.Sink.SearchLag;
        }

        if (item.SettleAt > run.Time.GetUtcNow())
        {
            item.Attempts--;
            return WorkStep.Again(item.SettleAt - run.Time.GetUtcNow());
        }

        if (item.Call is { Result.IsCompleted: false })
        {
            // It may still file: what the target has not got now says nothing, and a second call could make it two.
            return item.IsLastQuestion ? GiveUp(item, item.Error!) : Defer(item, "The call that files its ticket has not ended.");
        }

        var open = item.Open!;
        if (await AskTargetAsync(open.Group, open, cancellationToken).ConfigureAwait(false) is { } filed)
        {
            return await CreatedAsync(item, filed).ConfigureAwait(false);
        }

        await run.State.VoidAsync(open, "It is not in the target.", cancellationToken).ConfigureAwait(false);
        item.Open = null;
        item.Call = null;
        run.Budget.GiveBack(item.Order);
        return item.IsLastQuestion ? GiveUp(item, item.Error!) : null;
    }

    /// <summary>Finds out what became of an asking of a process that died.</summary>
    private async ValueTask<WorkStep> SettleOthersAsync(WorkItem item, IntentRecord record, CancellationToken cancellationToken)
    {
        if (_atWork.ContainsKey(record.Attempt))
        {
            // Another worker has it under another of its names, and is done long before its time-out.
            return LookSoon(item);
        }

        _abandoned.TryGetValue(record.Attempt, out var call);
        if (call is null && run.State.IsOwn(record) && run.Time.GetUtcNow() < record.Until)
        {
            // What became of it is on its way to the state.
            return LookSoon(item);
        }

        if (call is { Result.IsCompleted: false })
        {
            run.Budget.GiveBack(item.Order);
            return Defer(item, "An earlier call that files a ticket for it has not ended.");
        }

        var settleAt = (call?.EndedAt > record.Until ? call.EndedAt : record.Until) + run.Sink.SearchLag;
        var wait = settleAt - run.Time.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            run.Budget.GiveBack(item.Order);
            if (wait > LongestWait)
            {
                // Its clock or its time-out was another one; a later run settles it.
                return WorkStep.Done(Outcome(item, TriageDecision.Deferred) with { Reason =
                    $"An earlier attempt can be settled only in {wait}." });
            }

            item.Attempts--;
            return WorkStep.Again(wait);
        }

        if (await AskTargetAsync(record.Group, record, cancellationToken).ConfigureAwait(false) is { } filed)
        {
            if (!item.Names.Contains(record.Group))
            {
                await run.State.FiledAsync(record.Target, record.Group, filed.Key, record.ErrorType, FoundAt(filed), cancellationToken)
                    .ConfigureAwait(false);
                return LookAgain(item);
            }

            _ = RememberFiledAsync(item, filed, FoundAt(filed));
            return await HandleDuplicateAsync(item, DuplicateAnswer.Found(filed), BuiltInStrategies.Intent,
                cancellationToken).ConfigureAwait(false)
                ?? WorkStep.Again(TimeSpan.Zero);
        }

        await run.State.VoidAsync(record, "It is not in the target.", cancellationToken).ConfigureAwait(false);
        return WorkStep.Again(TimeSpan.Zero);
    }

    /// <summary>The ticket with the marker of any name of a group; null when there is certainly none.</summary>
    private async ValueTask<FiledTicket?> AskTargetAsync(IReadOnlyList<LogGroupId> names, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            if (await AskTargetAsync(name, null, cancellationToken).ConfigureAwait(false) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The ticket with a group's marker; null when there is certainly none.</summary>
    /// <param name="group">The group.</param>
    /// <param name="attempt">The attempt whose result is asked for; what it was to take the place of does not count. Null for any.</param>
    /// <param name="cancellationToken">Cancels.</param>
    private async ValueTask<FiledTicket?> AskTargetAsync(LogGroupId group, IntentRecord? attempt, CancellationToken cancellationToken)
    {
        var found = await run.Sink.FindByMarkerAsync(LabelNames.Marker(group),
            cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        var counting = attempt is not { Key.Length: > 0 }
            ? found
            : [.. found.Where(ticket => ticket.Key != attempt.Key && !(ticket.IsClosed && ticket.CreatedAt < attempt.At - ClockSkew))];
        return counting.Count == 0 ? null : TicketChoice.Best(counting);
    }
}
