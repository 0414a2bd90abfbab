namespace RepoTickets.Batch;

/// <summary>A batch did not do all that it was to do. <see cref="Result"/> tells what it did.</summary>
public sealed class BatchFailedException(BatchResult result) : RepoTicketsException(Describe(result))
{
    private const int ShownErrors = 5;

    /// <summary>What the batch did.</summary>
    public BatchResult Result { get; } = result;

    private static string Describe(BatchResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var more = result.Errors.Count > ShownErrors ? $" and {result.Errors.Count - ShownErrors} more" : "";
        return $"The batch {result.BatchId} ended as {result.Outcome}: {string.Join("; ", result.Errors.Take(ShownErrors))}{more}";
    }
}
