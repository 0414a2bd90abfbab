using System.Collections;

namespace RepoTickets.Workflows.Ready;

/// <summary>The other ends of links. Both ends may name the same link, so it goes only when both have dropped it.</summary>
internal sealed class LinkCounts<TNode> : IEnumerable<TNode>
    where TNode : notnull
{
    private Dictionary<TNode, int>? _counts;

    internal void Add(TNode node)
    {
        _counts ??= [];
        _counts[node] = _counts.GetValueOrDefault(node) + 1;
    }

    internal void Remove(TNode node)
    {
        if (_counts!.TryGetValue(node, out var count) && count > 1)
        {
            _counts[node] = count - 1;
        }
        else
        {
            _counts.Remove(node);
        }
    }

    /// <summary>Without allocating: this is asked for every node that a change concerns.</summary>
    internal bool Any(Func<TNode, bool> condition)
    {
        foreach (var pair in _counts ?? Empty)
        {
            if (condition(pair.Key))
            {
                return true;
            }
        }

        return false;
    }

    public IEnumerator<TNode> GetEnumerator() => (_counts ?? Empty).Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static Dictionary<TNode, int> Empty { get; } = [];
}
