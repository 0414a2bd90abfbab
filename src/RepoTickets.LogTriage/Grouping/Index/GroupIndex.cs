using RepoTickets.LogTriage.Grouping.Learning;
using RepoTickets.LogTriage.Grouping.Rules;
using RepoTickets.LogTriage.Grouping.State;

namespace RepoTickets.LogTriage.Grouping.Index;

/// <summary>
/// All groups in memory: keys to groups, names to groups, and what was learnt. Look-ups of known keys take no lock; new keys take the one
/// lock of the writer.
/// </summary>
internal sealed partial class GroupIndex(LogGrouperOptions options, NamespaceTable spaces, TimeProvider time, IGroupJournal journal)
{
    private readonly Lock _lock = new();
    private readonly FormTable _forms = new();
    private readonly System.Collections.Concurrent.ConcurrentDictionary<LogGroupId, GroupNode> _nodes = new();
    private readonly HashSet<AliasRecord> _aliases = [];
    private readonly List<MergeRule> _merges = [];
    private SlotLearner _learner = new(PatternsFor(options));
    private long _lastCreated;
    private int _generation;
    private int _groups;
    private long _textBytes;
    private long _overflowed;

    /// <summary>How many groups are kept.</summary>
    internal int Count => Volatile.Read(ref _groups);

    /// <summary>How many records went to an overflow group.</summary>
    internal long Overflowed => Volatile.Read(ref _overflowed);

    internal GroupAssignment Assign(GroupNamespace space, ReadOnlySpan<byte> key)
    {
        var hash = FormTable.HashOf(space, key);
        if (_forms.Find(space, key, hash) is { } form)
        {
            return Hit(form, key[0]);
        }

        return space.IsTracked ? Miss(space, key, hash) : Overflow(space);
    }

    private GroupAssignment Hit(Form form, byte kind)
    {
        var root = form.Node.Root;
        var generation = Volatile.Read(ref _generation);
        if (root.LastUse != generation)
        {
            root.LastUse = generation;
        }

        return new(root.Id, IsNew: false, EvidenceKind.Of(kind));
    }

    private GroupAssignment Overflow(GroupNamespace space)
    {
        Interlocked.Increment(ref _overflowed);
        return new(space.Overflow, IsNew: false, GroupEvidence.Overflow);
    }

    private GroupAssignment Miss(GroupNamespace space, ReadOnlySpan<byte> key, ulong hash)
    {
        lock (_lock)
        {
            if (_forms.Find(space, key, hash) is { } raced)
            {
                return Hit(raced, key[0]);
            }

            _generation++;
            var node = Learns(key) ? _learner.Match(key[1..], space.Seed) : null;
            if (!MakeRoom(key.Length, needsGroup: node is null))
            {
                return Overflow(space);
            }

            var created = NextCreated();
            var isNew = node is null;
            node ??= NewNode(GroupIdentity.Of(space, key), created);
            AddForm(new(space, key.ToArray(), hash, node, created));
            var root = node.Root;
            root.LastUse = _generation;
            return new(root.Id, isNew && ReferenceEquals(root, node), EvidenceKind.Of(key[0]));
        }
    }

    private bool Learns(ReadOnlySpan<byte> key) => options.LearnSlots && key[0] == EvidenceKind.Message;

    /// <summary>Strictly growing, so that age is never in doubt within one state.</summary>
    private long NextCreated()
    {
        _lastCreated = Math.Max(_lastCreated + 1, time.GetUtcNow().Ticks);
        return _lastCreated;
    }

    /// <summary>The node of a name; a name that a user's rule already gave an end is not a new group.</summary>
    private GroupNode NewNode(LogGroupId id, long created)
    {
        if (_nodes.TryGetValue(id, out var known))
        {
            return known;
        }

        var node = new GroupNode(id, created);
        _nodes[id] = node;
        _groups++;
        return node;
    }

    private void AddForm(Form form)
    {
        _forms.Add(form);
        _textBytes += form.Size;
        journal.Form(form);
        if (!Learns(form.Key))
        {
            return;
        }

        _learner.Add(form.Key.AsSpan(1), form.Space.Seed, form.Node);
        foreach (var (from, to) in _learner.Merges)
        {
            _groups--;
            AddAlias(new(from.Id, to.Id, from.Created, to.Created));
        }
    }

    private void AddAlias(AliasRecord alias)
    {
        if (_aliases.Add(alias))
        {
            journal.Alias(alias);
        }
    }

    /// <summary>A time for a rule, later than all before.</summary>
    internal long Now()
    {
        lock (_lock)
        {
            return NextCreated();
        }
    }

    /// <summary>The group a name leads to; the name itself when it is unknown.</summary>
    internal LogGroupId Resolve(LogGroupId id) => _nodes.TryGetValue(id, out var node) ? node.Root.Id : id;

    /// <summary>The names from one to the group, first to last, both included; empty when the name is unknown.</summary>
    internal IReadOnlyList<LogGroupId> ChainOf(LogGroupId id)
    {
        var chain = new List<LogGroupId>();
        for (var node = _nodes.GetValueOrDefault(id); node is not null; node = node.Survivor)
        {
            chain.Add(node.Id);
        }

        return chain;
    }

    /// <summary>The node that a key would go to, without noting anything; null when it would found a group.</summary>
    internal GroupNode? Peek(GroupNamespace space, ReadOnlySpan<byte> key)
    {
        if (_forms.Find(space, key, FormTable.HashOf(space, key)) is { } form)
        {
            return form.Node;
        }

        lock (_lock)
        {
            return Learns(key) ? _learner.Match(key[1..], space.Seed) : null;
        }
    }

    private static int PatternsFor(LogGrouperOptions options) => Math.Clamp(options.MaximumGroups * 8, 4096, 160_000);
}
