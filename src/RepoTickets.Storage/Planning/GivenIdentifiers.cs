using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Index;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Planning;

/// <summary>Checks the identifiers that callers choose for new documents.</summary>
internal sealed class GivenIdentifiers(IFileSystem fileSystem, StoreLayout layout, RetiredNumbers retired)
{
    /// <exception cref="InvalidDocumentException">One of them was deleted once, or differs from another in case alone.</exception>
    internal void Check(IReadOnlyList<DocumentChange> created, bool mayReuse, GroupState group)
    {
        var highest = new Dictionary<(DocumentKind Kind, string Prefix), int>();
        var inSet = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var change in created)
        {
            var key = change.Key;
            if (key.Kind == DocumentKind.BacklogItem)
            {
                var twin = inSet.TryGetValue(key.Id, out var earlier) && earlier != key.Id ? earlier : FindTwin(key, group);
                RefuseTwin(key, twin);
                inSet.TryAdd(key.Id, key.Id);
            }

            if (!mayReuse && !change.IsRestoration && key.Kind is DocumentKind.Ticket or DocumentKind.Epic or DocumentKind.BacklogItem &&
                NumberedId.TryParse(key.Id, out var id))
            {
                RefuseRetired(key, id, HighestOf(key.Kind, id.Prefix), group);
            }
        }

        int HighestOf(DocumentKind kind, string prefix)
        {
            if (!highest.TryGetValue((kind, prefix), out var number))
            {
                highest.Add((kind, prefix), number = retired.Highest(kind, prefix, group));
            }

            return number;
        }
    }

    /// <summary>There is a file of the name, readable or not, a file or not.</summary>
    internal bool HasFile(DocumentKey key, GroupState group)
    {
        foreach (var path in StoreLayout.CandidatePaths(key))
        {
            if (group.TryGetFile(path, out var bytes) ? bytes is not null : fileSystem.GetStatus(layout.Absolute(path)) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The backlog item whose name differs in case alone: on many machines both would be one file. Others have no lower-case letters.
    /// </summary>
    internal string? FindTwin(DocumentKey key, GroupState group)
    {
        if (key.Kind != DocumentKind.BacklogItem)
        {
            return null;
        }

        return group.ListedBacklogItems(ListBacklogItems)[key.Id]
            .Concat(group.Written.OfType<BacklogItem>().Select(static item => item.Id.Value).Where(IsSame))
            .FirstOrDefault(id => id != key.Id && HasFile(new(DocumentKind.BacklogItem, id), group));

        bool IsSame(string id) => string.Equals(id, key.Id, StringComparison.OrdinalIgnoreCase);
    }

    private IEnumerable<string> ListBacklogItems()
    {
        foreach (var folder in StoreLayout.FoldersOf(DocumentKind.BacklogItem))
        {
            foreach (var name in fileSystem.ListNames(layout.Absolute(folder)) ?? [])
            {
                if (StoreLayout.TryGetKey(folder, name, out var key))
                {
                    yield return key.Id;
                }
            }
        }
    }

    private static void RefuseTwin(DocumentKey key, string? twin)
    {
        if (twin is not null)
        {
            throw new InvalidDocumentException(key,
            [
                new("id", DisplayText.Escape(key.Id), $"It differs from {DisplayText.Escape(twin)} in case alone; where names of files " +
                    "ignore case, both would be one file. Choose another."),
            ]);
        }
    }

    private void RefuseRetired(DocumentKey key, NumberedId id, int highest, GroupState group)
    {
        if (id.Number <= highest && !HasFile(key, group))
        {
            throw new InvalidDocumentException(key,
            [
                new("id", DisplayText.Escape(key.Id), $"{DisplayText.Escape(id.Prefix)}-{highest} was deleted, and numbers up to it are " +
                    "not given out again: what still names them would mean something else. Leave the identifier out and one is chosen; " +
                    "undoing the deletion, or git, brings back what was deleted."),
            ]);
        }
    }
}
