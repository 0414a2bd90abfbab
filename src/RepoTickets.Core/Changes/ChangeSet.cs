namespace RepoTickets;

/// <summary>
/// Changes that are committed together: all of them or none. At most 10,000 changes and 64 MiB of files; at most one change a document.
/// </summary>
public sealed record ChangeSet
{
    /// <summary>The largest number of changes in one set.</summary>
    public const int MaximumChanges = 10_000;

    /// <summary>A set of these changes.</summary>
    public ChangeSet(params ReadOnlySpan<DocumentChange> changes) => Changes = ValueList.Create(changes);

    /// <summary>The changes, applied in this order.</summary>
    public ValueList<DocumentChange> Changes { get; init; }

    /// <summary>What makes the change, such as the name of a component; kept in the feed. Default empty; at most 256 characters.</summary>
    public string Source { get; init; } = "";

    /// <summary>Ties commits that belong to one activity together; kept in the feed. At most 256 characters.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Names what caused this change, such as an event's identifier; kept in the feed. At most 256 characters.</summary>
    public string? CausationId { get; init; }

    /// <summary>
    /// The store sets <c>updated_at</c> of changed tickets, epics, backlog items and agents that do not set it themselves; not of those
    /// that are put back (<see cref="DocumentChange.Restore"/>), which keep the time that they had. Default true.
    /// </summary>
    public bool TouchUpdatedAt { get; init; } = true;

    /// <summary>
    /// Documents may be created under identifiers of deleted ones: for whoever brings back what was deleted and cannot restore its file
    /// (<see cref="DocumentChange.Restore"/> needs no leave). Default false: such a creation is refused, because what still names the
    /// deleted document would mean the new one.
    /// </summary>
    public bool MayReuseIdentifiers { get; init; }

    /// <summary>
    /// The commit is as durable as any when it is answered, and everybody who reads through this SDK sees it from then on; but its files
    /// may follow a moment later, together with those of later commits of the same documents. For states that soon change again, such as
    /// those of a workflow between two steps. Other programs may find the former file until then: half a second, or until the store is
    /// closed, verified or opened anew. Default false: the files are in place when the commit is answered. A store may ignore it, and does
    /// so for tickets, and for commits that delete or move files.
    /// </summary>
    public bool FilesMayFollow { get; init; }
}
