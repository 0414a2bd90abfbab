namespace RepoTickets.Events.Derivation;

/// <summary>
/// Finds for each item of a list what it was before, by its identifier. Files written by hand may hold an identifier twice or not at all:
/// such items are paired in their order, so that one more of them is one new item and none is told twice.
/// </summary>
internal static class ItemPairs
{
    /// <summary>Every item after, in order, with what it was before; null for a new one. Nothing when the lists are the same.</summary>
    internal static IEnumerable<(TItem? Before, TItem After)> Of<TItem>(
        ValueList<TItem> before, ValueList<TItem> after, Func<TItem, string> id)
        where TItem : class
    {
        if (ReferenceEquals(before, after) || after.Count == 0)
        {
            yield break;
        }

        var former = new Dictionary<string, Queue<TItem>>(StringComparer.Ordinal);
        foreach (var item in before)
        {
            var key = id(item);
            if (!former.TryGetValue(key, out var queue))
            {
                former[key] = queue = new();
            }

            queue.Enqueue(item);
        }

        foreach (var item in after)
        {
            yield return (former.TryGetValue(id(item), out var queue) && queue.TryDequeue(out var match) ? match : null, item);
        }
    }
}
