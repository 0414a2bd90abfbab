using RepoTickets.LogTriage.Grouping.Learning;
using RepoTickets.LogTriage.Grouping.Rules;

namespace RepoTickets.LogTriage.Grouping.Index;

/// <content>What users say about groups.</content>
internal sealed partial class GroupIndex
{
    internal void Merge(LogGroupId from, LogGroupId into)
    {
        lock (_lock)
        {
            if (Resolve(from) == Resolve(into))
            {
                return;
            }

            var rule = new MergeRule(NextCreated(), from, into, IsRevoked: false);
            Apply(rule);
            _merges.Add(rule);
            journal.Rule(rule);
        }
    }

    internal bool Unmerge(LogGroupId from)
    {
        lock (_lock)
        {
            var taken = _merges.FindAll(rule => rule.From == from && !rule.IsRevoked);
            if (taken.Count == 0)
            {
                return false;
            }

            _merges.RemoveAll(taken.Contains);
            foreach (var rule in taken)
            {
                var tombstone = rule with { Created = NextCreated(), IsRevoked = true };
                _merges.Add(tombstone);
                journal.Rule(tombstone);
            }

            // Pointers only ever go forward, so what a merge led to is worked out anew.
            var content = Content();
            content.Aliases.Clear();
            Restore(content);
            NeedsSnapshot = true;
            return true;
        }
    }

    internal LogGroupId Split(GroupNamespace space, ReadOnlySpan<byte> key)
    {
        Assign(space, key);
        lock (_lock)
        {
            if (_forms.Find(space, key, FormTable.HashOf(space, key)) is not { } form)
            {
                // There was no room for the record: there is nothing to split it from.
                return space.Overflow;
            }

            if (form.IsPinned)
            {
                return form.Node.Root.Id;
            }

            var pinned = Pin(form, NextCreated(), null);
            journal.Split(pinned);
            return pinned.Node.Id;
        }
    }

    /// <summary>Exchanges a form for one with a group of its own.</summary>
    private Form Pin(Form form, long created, LogGroupId? id)
    {
        // A name never changes its meaning, so the split part takes a name that no group had.
        var name = id ?? GroupIdentity.Of(form.Space, [(byte)'x', .. form.Key]);
        var pinned = new Form(form.Space, form.Key, form.Hash, NewNode(name, created), created, form);
        _forms.Replace(form, pinned);
        pinned.Node.LastUse = _generation;
        return pinned;
    }

    private void Apply(MergeRule rule)
    {
        var from = NewNode(rule.From, rule.Created).Root;
        var into = NewNode(rule.Into, rule.Created).Root;
        if (!ReferenceEquals(from, into))
        {
            from.Survivor = into;
            _groups--;
        }
    }

    private void Unite(GroupNode left, GroupNode right)
    {
        left = left.Root;
        right = right.Root;
        if (!ReferenceEquals(left, right))
        {
            var (older, younger) = left.IsOlderThan(right) ? (left, right) : (right, left);
            younger.Survivor = older;
            _groups--;
        }
    }
}
