namespace RepoTickets.Batch;

/// <summary>What happens to the rest of a batch when one of its operations fails.</summary>
public enum BatchMode
{
    /// <summary>All or nothing: everything is checked first, then there is one commit. The default.</summary>
    Atomic,

    /// <summary>What can be done is done, in commits of <see cref="BatchOptions.ChunkSize"/>; the rest is reported item by item.</summary>
    BestEffort,
}

/// <summary>What happens when somebody else changes a document between its reading and the commit.</summary>
public enum ConflictPolicy
{
    /// <summary>The operation fails. The default.</summary>
    Fail,

    /// <summary>
    /// The document is read again and the operation repeated on it: functions run again, patches are applied again; of a change given as a
    /// pair of documents the fields that differ are set. At most <see cref="BatchOptions.MaximumAttempts"/> times.
    /// </summary>
    Retry,

    /// <summary>
    /// Tickets are merged field by field: a field that only one side changed is taken from that side; one that both changed to different
    /// values is a conflict, and so is deleting what somebody else changed. Other documents go by <see cref="Retry"/>. At most
    /// <see cref="BatchOptions.MaximumAttempts"/> times.
    /// </summary>
    Merge,
}
