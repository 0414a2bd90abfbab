namespace RepoTickets.Batch.Execution;

/// <summary>
/// What the event says that sums a best-effort batch up, after the events of its commits. An atomic batch needs none: its one commit
/// implies it.
/// </summary>
/// <param name="BatchId">The batch.</param>
/// <param name="Created">How many documents were created.</param>
/// <param name="Updated">How many documents were changed.</param>
/// <param name="Deleted">How many documents were deleted.</param>
/// <param name="Failed">How many errors there were.</param>
/// <param name="LastPosition">The position of the last commit; 0 when there was none.</param>
internal sealed record BatchSummary(string BatchId, int Created, int Updated, int Deleted, int Failed, long LastPosition)
{
    internal static BatchSummary None(string batchId) => new(batchId, 0, 0, 0, 0, 0);

    internal BatchSummary Plus(BatchResult part) => this with
    {
        Created = Created + part.Created.Count,
        Updated = Updated + part.Updated.Count,
        Deleted = Deleted + part.Deleted.Count,
        Failed = Failed + part.Errors.Count,
        LastPosition = part.Positions.Count > 0 ? part.Positions[^1] : LastPosition,
    };

    /// <summary>Publishes the event, after everything that is derived from the last commit; nothing when nothing was committed.</summary>
    internal async ValueTask PublishAsync(IEventPublisher? publisher)
    {
        if (publisher is null || LastPosition == 0)
        {
            return;
        }

        await publisher.PublishAsync(
            new BatchCompleted(BatchId, Created, Updated, Deleted, Failed, LastPosition),
            new() { Source = BestEffortRun.Source, CorrelationId = BatchId, AfterPosition = LastPosition }).ConfigureAwait(false);
    }
}
