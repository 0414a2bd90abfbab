namespace RepoTickets.Batch.Execution;

/// <summary>What is known after a commit was tried.</summary>
internal enum CommitState
{
    Committed,
    NotCommitted,
    Unknown,
}

/// <summary>The answer to a commit that was tried.</summary>
/// <param name="State">Whether it happened.</param>
/// <param name="Position">Its position; 0 when nothing had to be written.</param>
/// <param name="Documents">For each change the document as it is now.</param>
/// <param name="Failure">What the store threw; null when it did not.</param>
internal sealed record CommitAnswer(CommitState State, long Position, IReadOnlyList<Document?> Documents, Exception? Failure);

/// <summary>
/// Commits change sets and finds out the truth when the store throws: a commit can be durable although its caller got an exception, because
/// something failed after the commit point. The feed tells.
/// </summary>
internal sealed class Committer(BatchEnvironment environment, string batchId)
{
    private const int PageSize = 64;

    internal async ValueTask<CommitAnswer> CommitAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        var before = 0L;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            before = await environment.Store.Feed.GetPositionAsync(cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Nothing was begun; whatever it was is reported as the reason.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new(CommitState.NotCommitted, 0, [], exception);
        }

        try
        {
            var result = await environment.Store.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
            return new(CommitState.Committed, result.Position, result.Documents, null);
        }
#pragma warning disable CA1031 // Whatever was thrown, what counts is whether the commit happened.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return IsRefusal(exception)
                ? new(CommitState.NotCommitted, 0, [], exception)
                : await FindOutAsync(changes, before, exception).ConfigureAwait(false);
        }
    }

    /// <summary>By the store's contract nothing was written.</summary>
    private static bool IsRefusal(Exception exception) => exception
        is InvalidChangeSetException or InvalidDocumentException or VersionConflictException or DanglingReferenceException
        or DocumentFaultException or StoreBusyException or StoreReadOnlyException;

    private async ValueTask<CommitAnswer> FindOutAsync(ChangeSet changes, long before, Exception failure)
    {
        try
        {
            var position = before;
            while (true)
            {
                var commits = await environment.Store.Feed.ReadAsync(position, PageSize, CancellationToken.None).ConfigureAwait(false);
                foreach (var commit in commits)
                {
                    if (commit.CorrelationId == changes.CorrelationId && commit.Source == changes.Source)
                    {
                        return new(CommitState.Committed, commit.Position, Match(changes, commit), failure);
                    }

                    position = commit.Position;
                }

                if (commits.Count == 0)
                {
                    // After a failed flush the feed does not show the commit, and yet it may be there when the store is opened again.
                    var mayBeCommitted = failure is StorePoisonedException { MayBeCommitted: true };
                    return new(mayBeCommitted ? CommitState.Unknown : CommitState.NotCommitted, 0, [], failure);
                }
            }
        }
#pragma warning disable CA1031 // The feed does not answer: that is what "unknown" means. The cause is logged and reported.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.OutcomeUnknown(environment.Logger, batchId, exception);
            return new(CommitState.Unknown, 0, [], failure);
        }
    }

    /// <summary>Finds the document of each change in what the feed says; creations are in the order of the change set.</summary>
    private static Document?[] Match(ChangeSet changes, Commit commit)
    {
        var given = changes.Changes
            .Where(static change => change.Kind == ChangeKind.Create && !NeedsIdentifier(change.Key))
            .Select(static change => change.Key)
            .ToHashSet();
        var chosen = new Queue<Document>(commit.Changes
            .Where(change => change is { Before: null, BeforeIsKnown: true, After: not null } && !given.Contains(change.Key))
            .Select(static change => change.After!));
        var byKey = commit.Changes.ToDictionary(static change => change.Key, static change => change.After);
        return [.. changes.Changes.Select(change => change.Kind == ChangeKind.Create && NeedsIdentifier(change.Key)
            ? chosen.TryDequeue(out var document) ? document : null
            : byKey.TryGetValue(change.Key, out var after) ? after : change.Document)];
    }

    private static bool NeedsIdentifier(DocumentKey key) => key.Id is "" or ['?', ..];
}
