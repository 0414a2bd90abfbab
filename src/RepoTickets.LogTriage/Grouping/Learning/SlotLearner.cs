namespace RepoTickets.LogTriage.Grouping.Learning;

/// <summary>
/// Finds places in canonical forms where plain words vary. For each form it notes, for each place that could vary, the pattern without the
/// place and the word that stood there. A pattern with enough different words is a template: all forms that match it are one group, and it
/// is looked at as a form itself, since it may vary elsewhere, too.
/// </summary>
/// <remarks>
/// Notes only grow and every condition is one that stays true once it is, so the groups at the end are the least fixed point of the rules
/// and don't depend on the order in which the forms came. Not thread-safe: the grouper's writer calls it.
/// </remarks>
internal sealed class SlotLearner(int maximumPatterns)
{
    /// <summary>Each step takes at least one more word out, and few templates vary in so many places.</summary>
    private const int MaximumDepth = 16;

    private readonly PatternTable _patterns = new(maximumPatterns);
    private readonly List<(GroupNode From, GroupNode To)> _merges = [];

    /// <summary>The merges that the last call made, oldest first: each names a group that was and the one it went into.</summary>
    internal IReadOnlyList<(GroupNode From, GroupNode To)> Merges => _merges;

    /// <summary>The template that a form already matches; null when it is new in kind. Notes nothing.</summary>
    internal GroupNode? Match(ReadOnlySpan<byte> form, ulong seed)
    {
        var walk = new PatternWalk(form, seed, stackalloc (int, int)[TokenList.MaximumTokens], stackalloc ulong[TokenList.MaximumTokens]);
        GroupNode? best = null;
        while (walk.Next())
        {
            if (_patterns.Joined(walk.Key)?.Root is { } joined && (best is null || joined.IsOlderThan(best)))
            {
                best = joined;
            }
        }

        return best;
    }

    /// <summary>Notes a form that belongs to a node. Merges of nodes that follow are in <see cref="Merges"/>.</summary>
    internal void Add(ReadOnlySpan<byte> form, ulong seed, GroupNode node)
    {
        _merges.Clear();
        Note(form, seed, node, depth: 0);
    }

    private void Note(ReadOnlySpan<byte> form, ulong seed, GroupNode node, int depth)
    {
        var walk = new PatternWalk(form, seed, stackalloc (int, int)[TokenList.MaximumTokens], stackalloc ulong[TokenList.MaximumTokens]);
        if (walk.HasSlot)
        {
            ref var own = ref _patterns.Get(walk.OwnKey);
            if (own.Joined is { } joined)
            {
                Merge(joined, node);
            }
            else if (own.Own is { } other)
            {
                Merge(other, node);
            }

            own.Own ??= node;
            // A pattern known by its words alone may need no more of them now.
            if (own.Joined is null && own.Needed > 0 && IsEnough(own))
            {
                Join(ref own, node);
            }
        }

        while (walk.Next())
        {
            ref var entry = ref _patterns.Get(walk.Key);
            if (entry.Joined is { } joined)
            {
                Merge(joined, node);
                continue;
            }

            if (!Record(ref entry, walk, node) || !IsEnough(entry))
            {
                continue;
            }

            Join(ref entry, node);
            if (depth < MaximumDepth)
            {
                NoteTemplate(walk, seed, node.Root, depth + 1);
            }
        }
    }

    /// <summary>A template is a form itself, which may vary elsewhere, too.</summary>
    private void NoteTemplate(in PatternWalk walk, ulong seed, GroupNode node, int depth)
    {
        var template = new byte[walk.PatternBytes];
        Note(template.AsSpan(0, walk.WritePattern(template)), seed, node, depth);
    }

    private static bool Record(ref PatternEntry entry, in PatternWalk walk, GroupNode node)
    {
        var changed = entry.Needed == 0 || walk.Needed < entry.Needed || walk.NeededBeside < entry.NeededBeside;
        entry.Needed = entry.Needed == 0 ? walk.Needed : Math.Min(entry.Needed, walk.Needed);
        entry.NeededBeside = entry.NeededBeside == 0 ? walk.NeededBeside : Math.Min(entry.NeededBeside, walk.NeededBeside);
        if (entry.First is null)
        {
            entry.First = node;
            entry.FirstValue = walk.Value;
            entry.Weight = walk.Weight;
            return true;
        }

        if (entry.FirstValue == walk.Value)
        {
            return changed;
        }

        foreach (var (other, _) in entry.More ?? [])
        {
            if (other == walk.Value)
            {
                return changed;
            }
        }

        (entry.More ??= new(1)).Add((walk.Value, node));
        entry.Weight += walk.Weight;
        return true;
    }

    /// <summary>One value alone varies nothing, whatever its weight, unless a value with digits stands beside it.</summary>
    private static bool IsEnough(in PatternEntry entry) =>
        entry.Own is null ? entry.More is not null && entry.Weight >= entry.Needed : entry.Weight >= entry.NeededBeside;

    private void Join(ref PatternEntry entry, GroupNode node)
    {
        var root = node.Root;
        if (entry.Own is { } own)
        {
            root = Merge(root, own);
        }

        if (entry.First is { } first)
        {
            root = Merge(root, first);
        }

        foreach (var (_, other) in entry.More ?? [])
        {
            root = Merge(root, other);
        }

        entry.Joined = root;
        entry.First = entry.Own = null;
        entry.More = null;
    }

    private GroupNode Merge(GroupNode left, GroupNode right)
    {
        left = left.Root;
        right = right.Root;
        if (ReferenceEquals(left, right))
        {
            return left;
        }

        var (older, younger) = left.IsOlderThan(right) ? (left, right) : (right, left);
        younger.Survivor = older;
        _merges.Add((younger, older));
        return older;
    }
}
