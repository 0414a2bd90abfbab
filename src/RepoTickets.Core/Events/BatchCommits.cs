namespace RepoTickets;

/// <summary>How commits of batches are recognised in the feed.</summary>
public static class BatchCommits
{
    /// <summary>
    /// The <see cref="ChangeSet.Source"/> of a batch's commit: the event <see cref="EventTypes.BatchCommitted"/> is derived from a commit
    /// with exactly this source, with the commit's <see cref="ChangeSet.CorrelationId"/> as the name of the batch.
    /// </summary>
    public const string Source = "batch";
}
