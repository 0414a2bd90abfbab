using System.Diagnostics;
using RepoTickets.Storage.Caching;
using RepoTickets.Storage.Planning;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Committing;

/// <summary>
/// Something that waits for its turn in the queue: it is planned under the writer lock and answered when its files are in place.
/// </summary>
internal abstract class CommitRequest(CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<CommitResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<CommitResult> Answer => _answer.Task;

    /// <summary>The span in which it was asked for; the default when there is none.</summary>
    internal ActivityContext Origin { get; } = Activity.Current?.Context ?? default;

    /// <summary>Honoured until planning begins.</summary>
    internal CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Planning looks at more than the documents that it names, so that no file may wait to be put in place.</summary>
    internal virtual bool NeedsFilesInPlace => true;

    /// <summary>Checks everything and prepares the bytes; under the writer lock, with the view followed to the end.</summary>
    /// <exception cref="RepoTicketsException">The request is refused; nothing has been written for it.</exception>
    internal abstract PlannedCommit Plan(GroupState group);

    internal void Succeed(CommitResult result) => _answer.TrySetResult(result);

    internal void Fail(Exception exception) => _answer.TrySetException(exception);

    internal void Cancel() => _answer.TrySetCanceled(CancellationToken);
}

/// <summary>A change set of a caller.</summary>
internal sealed class ChangeSetRequest(
    ChangeSet changes,
    IReadOnlyDictionary<DocumentKey, byte[]> formerFiles,
    ChangePlanner planner,
    StoreView view,
    CancellationToken cancellationToken) : CommitRequest(cancellationToken)
{
    /// <summary>Deletions ask who names the document.</summary>
    internal override bool NeedsFilesInPlace => changes.Changes is { } all && all.Any(static change => change?.Kind == ChangeKind.Delete);

    internal override PlannedCommit Plan(GroupState group)
    {
        try
        {
            return planner.Plan(changes, formerFiles, group);
        }
        catch (VersionConflictException exception)
        {
            // The caller read from memory what somebody has edited in the file since: the next reading must go to the file.
            view.Cache.Remove(CacheKey.Of(exception.Key));
            throw;
        }
    }
}
