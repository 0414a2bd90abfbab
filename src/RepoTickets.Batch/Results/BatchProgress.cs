namespace RepoTickets.Batch;

/// <summary>What a batch is doing.</summary>
public enum BatchPhase
{
    /// <summary>Reading, computing and validating.</summary>
    Planning,

    /// <summary>Running custom operations.</summary>
    Applying,

    /// <summary>Committing.</summary>
    Committing,

    /// <summary>Undoing custom operations.</summary>
    Undoing,

    /// <summary>Finished, well or not.</summary>
    Finished,
}

/// <summary>How far a batch is.</summary>
/// <param name="Done">Operations that have gone through this phase.</param>
/// <param name="Total">Operations of the batch; of those read so far, where a stream is imported.</param>
/// <param name="Phase">What is being done.</param>
public readonly record struct BatchProgress(int Done, int Total, BatchPhase Phase);
