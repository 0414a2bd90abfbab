using RepoTickets.LogTriage.Grouping.Rules;

namespace RepoTickets.LogTriage.Grouping.State;

/// <summary>
/// A state as a set of facts. Adding a fact twice, or facts in another order, makes no difference, so the union of two states is the same
/// whichever comes first. Not thread-safe.
/// </summary>
internal sealed class GroupStateContent
{
    private readonly Dictionary<FormName, FormRecord> _forms = [];
    private readonly Dictionary<FormName, FormRecord> _splits = [];
    private readonly Dictionary<(LogGroupId From, LogGroupId Into), MergeRule> _merges = [];
    private readonly SortedDictionary<string, NamedFingerprint> _fingerprints = new(StringComparer.Ordinal);

    internal HashSet<AliasRecord> Aliases { get; } = [];

    /// <summary>It was read from files of rules that kept secrets, which a snapshot should replace.</summary>
    internal bool IsOfOldRules { get; set; }

    internal IEnumerable<NamedFingerprint> Fingerprints => _fingerprints.Values;

    internal IEnumerable<MergeRule> Merges =>
        _merges.Values.OrderBy(rule => rule.Created).ThenBy(rule => rule.From).ThenBy(rule => rule.Into);

    internal IEnumerable<FormRecord> Forms => Ordered(_forms.Values);

    internal int Count => _forms.Count;

    internal IEnumerable<FormRecord> SplitsInOrder() => Ordered(_splits.Values);

    /// <summary>The same key in two groups makes the groups one; the older time stays.</summary>
    internal void Add(FormRecord form)
    {
        var name = new FormName(form);
        if (!_forms.TryGetValue(name, out var known))
        {
            _forms[name] = form;
            return;
        }

        var (first, second) = IsBefore(form, known) ? (form, known) : (known, form);
        _forms[name] = first;
        if (first.Node != second.Node)
        {
            Aliases.Add(new(second.Node, first.Node, second.Created, first.Created));
        }
    }

    internal void AddSplit(FormRecord split)
    {
        var name = new FormName(split);
        if (!_splits.TryGetValue(name, out var known) || IsBefore(split, known))
        {
            _splits[name] = split;
        }
    }

    /// <summary>Of a merge and its tombstone the later one holds; of two at the same time the tombstone.</summary>
    internal void Add(MergeRule rule)
    {
        var name = (rule.From, rule.Into);
        if (!_merges.TryGetValue(name, out var known) || rule.Created > known.Created || (rule.Created == known.Created && rule.IsRevoked))
        {
            _merges[name] = rule;
        }
    }

    internal void Add(NamedFingerprint rule)
    {
        if (!_fingerprints.TryGetValue(rule.Name, out var known) || rule.Created > known.Created ||
            (rule.Created == known.Created && string.CompareOrdinal(rule.Rule?.ToString(), known.Rule?.ToString()) < 0))
        {
            _fingerprints[rule.Name] = rule;
        }
    }

    internal void Add(GroupStateContent other)
    {
        foreach (var form in other._forms.Values)
        {
            Add(form);
        }

        foreach (var split in other._splits.Values)
        {
            AddSplit(split);
        }

        foreach (var rule in other._merges.Values)
        {
            Add(rule);
        }

        foreach (var rule in other._fingerprints.Values)
        {
            Add(rule);
        }

        Aliases.UnionWith(other.Aliases);
    }

    /// <summary>The age of each name: the oldest time at which it is mentioned.</summary>
    internal Dictionary<LogGroupId, long> Ages()
    {
        var ages = new Dictionary<LogGroupId, long>();
        foreach (var form in _forms.Values)
        {
            Note(ages, form.Node, form.Created);
        }

        foreach (var alias in Aliases)
        {
            Note(ages, alias.From, alias.FromCreated);
            Note(ages, alias.To, alias.ToCreated);
        }

        return ages;
    }

    internal IEnumerable<(FormRecord? Form, MergeRule? Merge)> InOrder()
    {
        var rules = new Queue<MergeRule>(Merges);
        foreach (var form in Forms)
        {
            while (rules.TryPeek(out var rule) && rule.Created < form.Created)
            {
                yield return (null, rules.Dequeue());
            }

            yield return (form, null);
        }

        foreach (var rule in rules)
        {
            yield return (null, rule);
        }
    }

    private static List<FormRecord> Ordered(IEnumerable<FormRecord> forms)
    {
        var list = forms.ToList();
        list.Sort(static (left, right) => IsBefore(left, right) ? -1 : IsBefore(right, left) ? 1 : 0);
        return list;
    }

    private static bool IsBefore(FormRecord left, FormRecord right)
    {
        if (left.Created != right.Created)
        {
            return left.Created < right.Created;
        }

        if (left.Node != right.Node)
        {
            return left.Node < right.Node;
        }

        return left.Key.AsSpan().SequenceCompareTo(right.Key) < 0;
    }

    private static void Note(Dictionary<LogGroupId, long> ages, LogGroupId id, long created)
    {
        if (!ages.TryGetValue(id, out var known) || created < known)
        {
            ages[id] = created;
        }
    }

    /// <summary>A key within its namespace, by value.</summary>
    private readonly struct FormName(FormRecord form) : IEquatable<FormName>
    {
        private readonly FormRecord _form = form;

        public bool Equals(FormName other) =>
            _form.IsError == other._form.IsError && _form.Service == other._form.Service &&
                _form.Key.AsSpan().SequenceEqual(other._form.Key);

        public override bool Equals(object? obj) => obj is FormName other && Equals(other);

        public override int GetHashCode() =>
            (int)Canonical.TextHash.Compute(_form.Key, (ulong)_form.Service.GetHashCode(StringComparison.Ordinal));
    }
}
