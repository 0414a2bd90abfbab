using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Planning;

/// <summary>
/// Keeps deletions from leaving references that lead nowhere: refuses them, or removes the references in the same commit. The tasks of a
/// ticket cannot be without it: those that have ended go with it, others keep it.
/// </summary>
internal sealed class DeletionPlanner(
    ReferenceIndex references, Func<IEnumerable<Document>> readEverything, UnwatchedFiles unwatched, CurrentFiles files,
    DeletionPolicy policy)
{
    internal IReadOnlyList<DocumentChange> AddCleaning(IReadOnlyList<DocumentChange> steps, GroupState group)
    {
        var deleted = steps.Where(static step => step.Kind == ChangeKind.Delete).Select(static step => step.Key).ToHashSet();
        if (deleted.Count == 0)
        {
            return steps;
        }

        if (!references.IsBuilt)
        {
            references.Build(readEverything());
        }

        unwatched.TakeUp(references);

        var result = steps.ToList();
        var positions = new Dictionary<DocumentKey, int>();
        for (var i = 0; i < result.Count; i++)
        {
            positions.TryAdd(result[i].Key, i);
        }

        // What this change set and its group write may refer to what is deleted, whatever the index says.
        var written = steps.Select(static step => step.Document).OfType<Document>().Concat(group.Written)
            .SelectMany(static document => DocumentReferences.Of(document)).ToLookup(
                static reference => reference.To, static reference => reference.From);
        // Tickets first: what goes with them holds nothing else back.
        var waiting = new Queue<DocumentKey>(deleted.OrderBy(static key => key.Kind == DocumentKind.Ticket ? 0 : 1));
        while (waiting.TryDequeue(out var key))
        {
            var referrers = references.ReferrersOf(key).Concat(written[key]).Distinct().Where(referrer => !deleted.Contains(referrer));
            foreach (var task in Clean(key, [.. referrers], result, positions, group))
            {
                deleted.Add(task.Key);
                waiting.Enqueue(task.Key);
                positions.Add(task.Key, result.Count);
                result.Add(DocumentChange.Delete(task));
            }
        }

        return result;
    }

    /// <returns>What has to be deleted along.</returns>
    private List<AgentTask> Clean(DocumentKey key, IReadOnlyList<DocumentKey> referrers, List<DocumentChange> steps, Dictionary<DocumentKey,
        int> positions, GroupState group)
    {
        var dangling = new List<DocumentReference>();
        var along = new List<AgentTask>();
        foreach (var referrer in referrers)
        {
            if (Present(referrer, steps, positions, group) is not { } document)
            {
                continue;
            }

            var found = DocumentReferences.Of(document).Where(reference => reference.To == key).ToList();
            if (found.Count == 0)
            {
                continue;
            }

            if (policy == DeletionPolicy.Refuse)
            {
                dangling.AddRange(found);
                continue;
            }

            var cleaned = DocumentReferences.Remove(document, key);
            var kept = DocumentReferences.Of(cleaned).Where(reference => reference.To == key).ToList();
            if (kept.Count > 0 && cleaned is AgentTask { IsFinal: true } task && task.TicketId.Key == key &&
                !positions.ContainsKey(task.Key))
            {
                along.Add(task);
                continue;
            }

            if (kept.Count > 0)
            {
                // What a task cannot be without is not cleaned away: the task has to end first, or be deleted.
                dangling.AddRange(kept);
                continue;
            }

            Put(cleaned, steps, positions);
        }

        if (dangling.Count > 0)
        {
            throw new DanglingReferenceException(key, [.. dangling], isCleaning: policy == DeletionPolicy.Clean);
        }

        return along;
    }

    /// <summary>The referring document as it will be: as the change set has it, or else as it is on disk.</summary>
    private Document? Present(DocumentKey key, List<DocumentChange> steps, Dictionary<DocumentKey, int> positions, GroupState group) =>
        positions.TryGetValue(key, out var position) && steps[position].Document is { } changed
            ? changed
            : files.Find(key, group).Document;

    private static void Put(Document document, List<DocumentChange> steps, Dictionary<DocumentKey, int> positions)
    {
        if (!positions.TryGetValue(document.Key, out var position))
        {
            positions[document.Key] = steps.Count;
            steps.Add(DocumentChange.Update(document));
            return;
        }

        var step = steps[position];
        steps[position] = step.IsRestoration ? DocumentChange.Restore(document, step.ExpectedVersion)
            : step.Kind == ChangeKind.Create ? DocumentChange.Create(document)
            : DocumentChange.Update(document with { Version = step.ExpectedVersion });
    }
}
