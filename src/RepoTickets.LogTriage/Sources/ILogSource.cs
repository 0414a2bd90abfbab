namespace RepoTickets.LogTriage;

/// <summary>Gives log records in the order in which they are to be counted.</summary>
public interface ILogSource
{
    /// <summary>A short name for messages and statistics, such as <c>file:app.log</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Reads from where the source was told to begin until its end, or for ever when it follows something that grows. A record that cannot
    /// be read is given to <paramref name="rejected"/> and reading goes on; what stops the source for good is thrown, after the records
    /// before it were given: an incomplete answer never looks like the end.
    /// </summary>
    /// <param name="rejected">Is told of records that cannot be read; may be called from the reading thread only.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    IAsyncEnumerable<LogEntry> ReadAsync(Action<RejectedRecord>? rejected = null, CancellationToken cancellationToken = default);
}
