using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Planning;

/// <summary>
/// Epics, backlog items, agents, tasks and workflows are read from their files whenever somebody asks, so nobody tells when an editor or
/// git changes one. What they refer to is brought up to date here, by looking at the stamps of their files, before a deletion relies on it.
/// Under the writer lock.
/// </summary>
internal sealed class UnwatchedFiles(IFileSystem fileSystem, StoreLayout layout, DocumentFiles files, TimeProvider timeProvider)
{
    private static readonly DocumentKind[] Kinds = [DocumentKind.Epic, DocumentKind.BacklogItem, DocumentKind.Agent,
        DocumentKind.AgentTask, DocumentKind.Workflow];

    private Dictionary<DocumentKey, SeenFile> _seen = [];

    internal void TakeUp(ReferenceIndex references)
    {
        var now = (timeProvider.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        var found = new Dictionary<DocumentKey, SeenFile>(_seen.Count);
        foreach (var folder in Kinds.SelectMany(StoreLayout.FoldersOf))
        {
            foreach (var (name, status) in fileSystem.ListWithStatus(layout.Absolute(folder)) ?? [])
            {
                if (!StoreLayout.TryGetKey(folder, name, out var key))
                {
                    continue;
                }

                if (!_seen.TryGetValue(key, out var seen) || seen.Stamp != status.Stamp || seen.IsRacy)
                {
                    references.Note(key, files.Read(key, likelyClosed: false).Document);
                    seen = new(status.Stamp, now, default);
                }

                found[key] = seen;
            }
        }

        foreach (var key in _seen.Keys.Where(key => !found.ContainsKey(key)))
        {
            references.Note(key, null);
        }

        _seen = found;
    }
}
