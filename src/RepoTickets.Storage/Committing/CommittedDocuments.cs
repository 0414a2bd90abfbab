using RepoTickets.Storage.Caching;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Planning;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Committing;

/// <summary>Keeps what was just committed in the cache: it is what callers read next.</summary>
internal sealed class CommittedDocuments(StoreView view)
{
    internal void KeepAfterCommit(IReadOnlyList<(CommitRequest Request, PlannedCommit Plan)> writing)
    {
        view.PruneOverlay();
        foreach (var (_, plan) in writing)
        {
            foreach (var (path, document) in plan.Documents)
            {
                Keep(path, document);
            }
        }
    }

    /// <summary>The same for files that waited.</summary>
    internal void KeepAfterPlacement(IReadOnlyList<FileChange> placed)
    {
        view.PruneOverlay();
        foreach (var change in placed)
        {
            if (change.AfterDocument is { } document)
            {
                Keep(change.AfterPath!, document);
            }
        }
    }

    private void Keep(string path, Document document)
    {
        if (view.RecentFiles.TryGet(path, out var seen))
        {
            view.Keep(CacheKey.Of(document.Key), new(document, null, path, seen.Stamp, null), view.Followed);
        }
    }
}
