namespace RepoTickets.LogTriage.Grouping.Index;

/// <content>Keeps the bounds.</content>
internal sealed partial class GroupIndex
{
    /// <summary>Groups that saw no record for so many new keys, times the bound on groups, may be forgotten.</summary>
    private const int IdleFactor = 4;

    /// <summary>True when there is room for one more key. Forgets idle groups when there is none.</summary>
    private bool MakeRoom(int bytes, bool needsGroup)
    {
        if (HasRoom(bytes, needsGroup))
        {
            return true;
        }

        // Looking for idle groups reads them all, so it is done once in a while only.
        if (_generation < _nextEviction)
        {
            return false;
        }

        _nextEviction = _generation + Math.Max(1, options.MaximumGroups / 8);
        EvictIdle();
        return HasRoom(bytes, needsGroup);
    }

    private int _nextEviction;

    // Keys are bounded with their groups: a group of many forms may not take all memory.
    private bool HasRoom(int bytes, bool needsGroup) =>
        _textBytes + bytes <= options.MaximumTextBytes && (!needsGroup || _groups < options.MaximumGroups) &&
        _forms.Count < options.MaximumGroups * 2L;

    private void EvictIdle()
    {
        var oldest = _generation - (long)options.MaximumGroups * IdleFactor;
        var kept = new List<Form>(_forms.Count);
        _textBytes = 0;
        foreach (var form in _forms.All())
        {
            if (form.IsPinned || form.Node.Root.LastUse >= oldest)
            {
                kept.Add(form);
                _textBytes += form.Size;
            }
        }

        _forms.Keep(kept);
        var named = kept.Where(form => form.IsPinned).SelectMany(form => new[] { form.Node.Id, form.Original!.Node.Id })
            .Concat(_merges.SelectMany(rule => new[] { rule.From, rule.Into })).ToHashSet();
        foreach (var (id, node) in _nodes)
        {
            if (node.Root.LastUse < oldest && !named.Contains(id))
            {
                _nodes.TryRemove(id, out _);
                _groups -= node.Survivor is null ? 1 : 0;
                Evicted += node.Survivor is null ? 1 : 0;
            }
        }

        _aliases.RemoveWhere(alias => !_nodes.ContainsKey(alias.From));
        NeedsSnapshot = true;
    }

    /// <summary>How many groups were forgotten.</summary>
    internal long Evicted { get; private set; }

    /// <summary>What was forgotten is still in the journal: the next save writes a snapshot.</summary>
    internal bool NeedsSnapshot { get; set; }
}
