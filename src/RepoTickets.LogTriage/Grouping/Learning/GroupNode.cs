namespace RepoTickets.LogTriage.Grouping.Learning;

/// <summary>
/// One name in the forest of groups. A node that was merged points to an older one; following the pointers leads to the group. Pointers are
/// only ever set from none to some, by the writer, so readers follow them without a lock.
/// </summary>
internal sealed class GroupNode(LogGroupId id, long created)
{
    private volatile GroupNode? _survivor;
    private int _lastUse;

    internal LogGroupId Id { get; } = id;

    /// <summary>Orders nodes by age; ties are broken by the name, so that the survivor doesn't depend on who merges.</summary>
    internal long Created { get; } = created;

    /// <summary>The node this one was merged into; null for a group.</summary>
    internal GroupNode? Survivor
    {
        get => _survivor;
        set => _survivor = value;
    }

    /// <summary>When a record last went here, in additions of new forms. Written without a lock: a lost update moves an eviction by a little.</summary>
    internal int LastUse
    {
        get => _lastUse;
        set => _lastUse = value;
    }

    internal GroupNode Root
    {
        get
        {
            var node = this;
            while (node._survivor is { } next)
            {
                node = next;
            }

            return node;
        }
    }

    internal bool IsOlderThan(GroupNode other) => Created != other.Created ? Created < other.Created : Id < other.Id;
}
