namespace RepoTickets.LogTriage.Processing;

/// <summary>
/// One attempt at a group, from the look for duplicates to the ticket. What an attempt found out is kept with the group, so that the next
/// one goes on from there: nothing is analysed twice, and no ticket is asked for again before the last asking is settled.
/// </summary>
internal sealed partial class GroupWork(RunContext run, CancellationToken stop)
{
    /// <summary>A target that asks for a longer pause is left to another run.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    private const string StillUnknown = "Whether the last attempt filed a ticket is not known; the next run asks the target.";

    internal async ValueTask<WorkStep> AttemptAsync(WorkItem item, CancellationToken cancellationToken)
    {
        var number = ++item.Attempts;
        using var attempt = new AttemptTokens(run.Options.AttemptTimeout, run.Time, cancellationToken);
        AttemptTokens.Enter(attempt);
        var running = Begin(item);
        try
        {
            var step = await StepAsync(item, attempt).ConfigureAwait(false);
            End(running, item, step, isWhole: step.Outcome is not null || item.Attempts == number);
            return step;
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            running?.Fail(exception);
            throw;
        }
        catch (TriageStateException exception)
        {
            // Without a memory nothing may be filed: this ends the run, not only the group.
            running?.Fail(exception);
            throw;
        }
#pragma warning disable CA1031 // Whatever a stage throws concerns this group alone.
        catch (Exception exception) when (exception is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            var cause = attempt.HasTimedOut
                ? new TimeoutException($"An attempt took longer than {run.Options.AttemptTimeout}.", exception)
                : exception;
            var step = Fail(item, cause);
            running?.Fail(cause);
            item.Measured = TimeSpan.Zero;
            return step;
        }
        finally
        {
            WithdrawAhead(item);
        }
    }

    private async ValueTask<WorkStep> StepAsync(WorkItem item, AttemptTokens attempt)
    {
        if (item.Open is not null && await SettleOwnAsync(item, attempt.Token).ConfigureAwait(false) is { } settled)
        {
            return settled;
        }

        if (!item.IsCheckedBefore)
        {
            if (await CheckDuplicateAsync(item, null, attempt.Token).ConfigureAwait(false) is { } found)
            {
                return found;
            }

            item.IsCheckedBefore = true;
        }

        ClaimAhead(item);
        item.Analysis ??= await run.Analysis.AnalyzeAsync(item.Group, attempt.Token).ConfigureAwait(false);
        if (run.Types.Judge(item.Order, item.Analysis.ErrorType))
        {
            run.Scheduler.Judged(item);
        }

        if (!item.Analysis.CreateTicket)
        {
            return WorkStep.Done(Outcome(item, TriageDecision.Skipped));
        }

        if (!item.IsCheckedAfter)
        {
            if (WaitForType(item) is { } waiting)
            {
                return waiting;
            }

            if (await CheckDuplicateAsync(item, item.Analysis, attempt.Token).ConfigureAwait(false) is { } found)
            {
                return found;
            }

            item.IsCheckedAfter = true;
        }

        return await FileAsync(item, attempt).ConfigureAwait(false);
    }

    private async ValueTask<WorkStep?> CheckDuplicateAsync(WorkItem item, LogAnalysis? analysis, CancellationToken cancellationToken)
    {
        var (answer, strategy) = await run.Duplicates.CheckAsync(item.Group, analysis, stop, cancellationToken)
            .ConfigureAwait(false);
        switch (answer.Verdict)
        {
            case DuplicateVerdict.Found:
                return await HandleDuplicateAsync(item, answer, strategy, cancellationToken).ConfigureAwait(false);
            case DuplicateVerdict.Unknown when run.Options.Duplicates.OnUnknown == UnknownDuplicatePolicy.Defer:
                var reason = DisplayText.Escape(run.Parts.Redactor.Redact(answer.Reason ?? ""), 300);
                return Defer(item, $"The strategy {strategy} cannot answer: {reason}");
            default:
                return null;
        }
    }

    private async ValueTask<WorkStep> FileAsync(WorkItem item, AttemptTokens attempt)
    {
        if (!run.IsReal && run.Types.IsSimulated(item.Analysis!.ErrorType))
        {
            // A real run would find the ticket of that type, and a duplicate needs nothing of the cap.
            return WorkStep.Done(Outcome(item, TriageDecision.Duplicate) with { Strategy = BuiltInStrategies.ErrorType, Score =
                ErrorTypeStrategy.Score });
        }

        switch (run.Budget.Reserve(item.Order))
        {
            case BudgetAnswer.Exhausted:
                return WorkStep.Done(Outcome(item, TriageDecision.CapReached) with { Reason =
                    $"The run files at most {run.Options.MaximumTickets} tickets." });
            case BudgetAnswer.NotYet:
                item.Attempts--;
                return WorkStep.WaitFor(GroupWait.Cap);
            default:
                break;
        }

        item.Draft ??= run.Drafts.Build(item.Group, item.Analysis!);
        if (!run.IsReal)
        {
            run.Types.Simulate(item.Analysis!.ErrorType);
            return WorkStep.Done(Outcome(item, TriageDecision.Simulated) with { Title = item.Draft.Title }, mayBeFiled: true);
        }

        return await ClaimAndCreateAsync(item, attempt).ConfigureAwait(false);
    }

    /// <summary>A failed attempt: the group is tried again later, or given up.</summary>
    private WorkStep Fail(WorkItem item, Exception exception)
    {
        run.Statistics.Failed();
        item.Failures++;
        item.Error = exception;
        Log.AttemptFailed(run.Parts.Logger, item.Group.Id, item.Attempts, exception);
        var isLast = item.Failures >= run.Options.MaximumAttempts || item.IsLastQuestion || AsksForLongPause(exception);
        if (!isLast)
        {
            run.Statistics.Retried();
            return WorkStep.Again(Later(DelayAfter(item, exception), item));
        }

        if (item.Open is not null && !item.IsLastQuestion)
        {
            // Nothing is filed any more, but whether the last asking was heard is worth one question.
            item.IsLastQuestion = true;
            return WorkStep.Again(Later(item.Call is { Result.IsCompleted: false } ? DelayAfter(item, null) : TimeSpan.Zero, item));
        }

        return GiveUp(item, exception);
    }

    /// <summary>A run that sleeps so long looks like one that hangs; the next one comes when the target is ready.</summary>
    private static bool AsksForLongPause(Exception exception) =>
        exception is SinkUnavailableException { RetryAfter: { } asked } && asked > LongestPause;

    private WorkStep GiveUp(WorkItem item, Exception exception)
    {
        Log.GroupGivenUp(run.Parts.Logger, item.Group.Id, item.Attempts, exception);
        var reason = $"{exception.GetType().Name}: {DisplayText.Escape(run.Parts.Redactor.Redact(exception.Message), 500)}";
        var decision = TriageDecision.DeadLettered;
        if (AsksForLongPause(exception))
        {
            decision = TriageDecision.Deferred;
            reason = $"The target asks to wait longer than a run does. {reason}";
        }

        return WorkStep.Done(
            Outcome(item, decision) with { Reason = item.Open is null ? reason : $"{reason} {StillUnknown}" },
            mayBeFiled: item.Open is not null);
    }

    /// <summary>Nothing failed, but nothing can be decided now.</summary>
    private WorkStep Defer(WorkItem item, string reason)
    {
        item.Failures++;
        if (item.Failures >= run.Options.MaximumAttempts)
        {
            return WorkStep.Done(Outcome(item, TriageDecision.Deferred) with { Reason = reason }, mayBeFiled: item.Open is not null);
        }

        run.Statistics.Failed();
        run.Statistics.Retried();
        return WorkStep.Again(Later(DelayAfter(item, null), item));
    }

    private TimeSpan DelayAfter(WorkItem item, Exception? exception)
    {
        var doubled = run.Options.RetryDelay.TotalMilliseconds * Math.Pow(2, Math.Max(0, item.Failures - 1));
        var delay = TimeSpan.FromMilliseconds(Math.Min(doubled, run.Options.MaximumRetryDelay.TotalMilliseconds));
        return exception is SinkUnavailableException { RetryAfter: { } asked } && asked > delay ? asked : delay;
    }

    /// <summary>Not before the result of the last asking can be known.</summary>
    private TimeSpan Later(TimeSpan delay, WorkItem item)
    {
        var settle = item.Open is null ? TimeSpan.Zero : item.SettleAt - run.Time.GetUtcNow();
        return settle > delay ? settle : delay;
    }

    private TriageOutcome Outcome(WorkItem item, TriageDecision decision) => new()
    {
        Group = item.Group.Id,
        Decision = decision,
        Order = item.Order,
        Occurrences = item.Group.Occurrences,
        Service = item.Group.Services.Count > 0 ? item.Group.Services[0] : null,
        ErrorType = item.Analysis?.ErrorType,
        Severity = item.Analysis is { } analysis ? run.Drafts.Severity(item.Group, analysis) : null,
        Attempts = item.Attempts,
        Elapsed = run.Time.GetElapsedTime(item.Began),
    };
}
