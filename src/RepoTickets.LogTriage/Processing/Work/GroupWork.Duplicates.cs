using System.Collections.Concurrent;
using RepoTickets.LogTriage.Intents;

namespace RepoTickets.LogTriage.Processing;

/// <summary>The part that handles faults that have a ticket already.</summary>
internal sealed partial class GroupWork
{
    /// <summary>Tickets that a worker is commenting on, so that two do not both find that the cool-down is over.</summary>
    private readonly ConcurrentDictionary<string, bool> _commenting = new(StringComparer.Ordinal);

    /// <summary>When this run filed the tickets whose results are not written yet, by their keys.</summary>
    private readonly ConcurrentDictionary<string, DateTimeOffset> _unwritten = new(StringComparer.Ordinal);

    /// <summary>The outcome of a duplicate; null when the fault is to get a new ticket after all.</summary>
    private async ValueTask<WorkStep?> HandleDuplicateAsync(
        WorkItem item, DuplicateAnswer answer, string strategy, CancellationToken cancellationToken)
    {
        var outcome = Outcome(item, TriageDecision.Duplicate) with { Strategy = strategy, Score = answer.Score, TicketKey =
            answer.Ticket?.Key };
        if (answer.Ticket is not { } ticket)
        {
            run.Budget.GiveBack(item.Order);
            return WorkStep.Done(outcome);
        }

        if (ticket.IsClosed && run.Options.Duplicates.OnRegression != RegressionPolicy.Ignore)
        {
            if (run.Options.Duplicates.OnRegression == RegressionPolicy.FileLinked)
            {
                item.LinkTo = ticket.Key;
                return null;
            }

            if (!await ReopenAsync(item, ticket, cancellationToken).ConfigureAwait(false))
            {
                item.LinkTo = ticket.Key;
                return null;
            }

            run.Budget.GiveBack(item.Order);

            await RememberSeenAsync(item, ticket, strategy, cancellationToken).ConfigureAwait(false);
            return WorkStep.Done(outcome with { Regressed = true, Commented = run.IsReal }, ticket with { IsClosed = false });
        }

        run.Budget.GiveBack(item.Order);
        var isCommented = !ticket.IsClosed && run.IsReal && run.Options.Duplicates.Comment &&
            await CommentOnceAsync(item, ticket, strategy, answer.Score).ConfigureAwait(false);
        await RememberSeenAsync(item, ticket, strategy, cancellationToken).ConfigureAwait(false);
        return WorkStep.Done(outcome with { Commented = isCommented }, ticket);
    }

    /// <summary>False when the target's workflow has no way back: then a new ticket is linked to the closed one.</summary>
    private async ValueTask<bool> ReopenAsync(WorkItem item, FiledTicket ticket, CancellationToken cancellationToken)
    {
        if (!run.IsReal)
        {
            return true;
        }

        try
        {
            await run.Sink.ReopenAsync(ticket.Key, run.Drafts.RegressionComment(item.Group),
                cancellationToken).AsTask().WaitAsync(cancellationToken)
                .ConfigureAwait(false);
        }
        catch (SinkRejectedException exception)
        {
            Log.ReopenRefused(run.Parts.Logger, DisplayText.Escape(ticket.Key), exception);
            return false;
        }

        await run.State.CommentedAsync(run.Sink.Name, ticket.Key, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async ValueTask<bool> CommentOnceAsync(WorkItem item, FiledTicket ticket, string strategy, double score)
    {
        if (run.Options.Duplicates.CommentCooldown <= TimeSpan.Zero)
        {
            return await CommentAsync(item, ticket, strategy, score).ConfigureAwait(false);
        }

        if (!_commenting.TryAdd(ticket.Key, true))
        {
            return false;
        }

        try
        {
            return MayComment(item, ticket) && await CommentAsync(item, ticket, strategy, score).ConfigureAwait(false);
        }
        finally
        {
            _commenting.TryRemove(ticket.Key, out _);
        }
    }

    /// <summary>
    /// Not again within the cool-down, which begins with the filing: a ticket that was filed for one group a moment ago needs no word about
    /// another one that counts as the same fault either.
    /// </summary>
    private bool MayComment(WorkItem item, FiledTicket ticket)
    {
        var since = run.Time.GetUtcNow() - run.Options.Duplicates.CommentCooldown;
        return !(run.State.CommentedAt(run.Sink.Name, ticket.Key) > since || IsFiledAfter(since, item, ticket));
    }

    private bool IsFiledAfter(DateTimeOffset since, WorkItem item, FiledTicket ticket)
    {
        if (_unwritten.TryGetValue(ticket.Key, out var filed) && filed > since)
        {
            return true;
        }

        var own = run.State.Find(run.Sink.Name, item.Names);
        if (own is { Phase: IntentPhase.Filed } && own.Key == ticket.Key)
        {
            return own.At > since;
        }

        // The result of a filing is written a little later than the ticket is there. Until then the announcement stands, and tells the
        // time; but not one of this very attempt, which has filed nothing.
        return (own is { Phase: IntentPhase.Open } && own.At > since && own.Attempt != item.Ahead?.Attempt)
            || run.State.FiledAt(run.Sink.Name, ticket.Key) > since;
    }

    private async ValueTask<bool> CommentAsync(WorkItem item, FiledTicket ticket, string strategy, double score)
    {
        var text = run.Drafts.Comment(item.Group, strategy, score);
        if (!await TryAsync(item, ticket.Key, token => run.Sink.CommentAsync(ticket.Key, text, token)).ConfigureAwait(false))
        {
            return false;
        }

        // Only now: a comment that failed must not keep the next one back.
        await run.State.CommentedAsync(run.Sink.Name, ticket.Key, CancellationToken.None).ConfigureAwait(false);
        return true;
    }

    /// <summary>What is nice to have: it fails without failing the group.</summary>
    private async ValueTask<bool> TryAsync(WorkItem item, string ticket, Func<CancellationToken, ValueTask> call)
    {
        using var tokens = new AttemptTokens(run.Options.AttemptTimeout, run.Time, stop);
        AttemptTokens.Enter(tokens);
        try
        {
            // When the run is cancelled, a moment is left to it: the ticket is there, and should have what belongs to it.
            await call(tokens.Filing).AsTask().WaitAsync(tokens.Filing).ConfigureAwait(false);
            return true;
        }
#pragma warning disable CA1031 // The fault has its ticket; a comment or a link is not worth another attempt at all the rest.
        catch (Exception exception) when (exception is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            item.Error = exception;
            Log.CommentFailed(run.Parts.Logger, DisplayText.Escape(ticket), exception);
            return false;
        }
    }

    /// <summary>The target's answer is remembered, so that the next run need not search for it.</summary>
    private async ValueTask RememberSeenAsync(WorkItem item, FiledTicket ticket, string strategy, CancellationToken cancellationToken)
    {
        if (!run.IsReal)
        {
            return;
        }

        var record = run.State.Find(run.Sink.Name, item.Names);
        if (strategy == BuiltInStrategies.Label && record is null)
        {
            await run.State.FiledAsync(run.Sink.Name, item.Names[0], ticket.Key, item.Analysis?.ErrorType ?? "",
                FoundAt(ticket), cancellationToken).ConfigureAwait(false);
        }
        else if (record is { Phase: IntentPhase.Filed } && run.Time.GetUtcNow() - record.SeenAt > TimeSpan.FromHours(1))
        {
            await run.State.SeenAsync(run.Sink.Name, record.Group, cancellationToken).ConfigureAwait(false);
        }
    }
}
