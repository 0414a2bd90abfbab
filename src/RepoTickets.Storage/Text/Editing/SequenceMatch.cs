using System.Text;

namespace RepoTickets.Storage.Text;

/// <summary>Which item of a list after a change is which item of the list before.</summary>
internal static class SequenceMatch
{
    /// <summary>
    /// For each item after, the index of the same item before, or -1 when it is new. Mappings with an <c>id</c> are the same when their ids
    /// are; all else is the same when it is equal. Equal items are matched in order.
    /// </summary>
    internal static int[] Match(SequenceValue before, SequenceValue after)
    {
        var places = new Dictionary<string, Queue<int>>(StringComparer.Ordinal);
        for (var index = 0; index < before.Items.Count; index++)
        {
            var identity = Identity(before.Items[index]);
            if (!places.TryGetValue(identity, out var queue))
            {
                places.Add(identity, queue = new());
            }

            queue.Enqueue(index);
        }

        var matches = new int[after.Items.Count];
        for (var index = 0; index < matches.Length; index++)
        {
            var isFound = places.TryGetValue(Identity(after.Items[index]), out var queue);
            matches[index] = isFound && queue!.TryDequeue(out var place) ? place : -1;
        }

        return matches;
    }

    /// <summary>The largest set of matches in rising order: what need not move. Others that match have moved.</summary>
    internal static bool[] FindUnmoved(int[] matches)
    {
        // Patience sorting: ends[k] is the place of the smallest last element of the rising runs of length k + 1.
        var ends = new List<int>();
        var previous = new int[matches.Length];
        for (var index = 0; index < matches.Length; index++)
        {
            if (matches[index] < 0)
            {
                continue;
            }

            var (low, high) = (0, ends.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = matches[ends[middle]] < matches[index] ? (middle + 1, high) : (low, middle);
            }

            previous[index] = low == 0 ? -1 : ends[low - 1];
            if (low == ends.Count)
            {
                ends.Add(index);
            }
            else
            {
                ends[low] = index;
            }
        }

        var unmoved = new bool[matches.Length];
        for (var index = ends.Count == 0 ? -1 : ends[^1]; index >= 0; index = previous[index])
        {
            unmoved[index] = true;
        }

        return unmoved;
    }

    private static string Identity(DocumentValue item)
    {
        if (item is ScalarValue text)
        {
            return $"{text.Meaning}:{text.Text}";
        }

        if (item is MappingValue mapping && mapping.Find("id") is ScalarValue { Meaning: not ScalarMeaning.Null } id)
        {
            return $"id:{id.Text}";
        }

        var builder = new StringBuilder("=");
        new FlowWriter(builder, FlowStyle.CanonicalJson).Write(item, prefix: null);
        return builder.ToString();
    }
}
