namespace RepoTickets.Workflows.Committing;

/// <summary>
/// Runs operations as one commit each: read, decide, commit, and once more on top of whoever was faster. The first attempt of every
/// operation runs freely, so that operations which do not meet share the store's flushes; those that met somebody go on one after the
/// other, so that of many operations on one agent each makes progress. Thread-safe.
/// </summary>
internal sealed class AgentCommits(ITicketStore store, AgentOptions options) : IDisposable
{
    private readonly SemaphoreSlim _line = new(1, 1);

    /// <summary>Commits what <paramref name="build"/> makes of an empty set; null when it makes nothing.</summary>
    /// <param name="source">What the feed names as the source.</param>
    /// <param name="build">Reads and changes documents of the set. May run several times.</param>
    /// <param name="cancellationToken">Cancels until the commit begins.</param>
    internal async ValueTask<CommitResult?> RunAsync(string source, Func<WorkingSet, ValueTask> build, CancellationToken cancellationToken)
    {
        try
        {
            return await TryAsync(source, build, cancellationToken).ConfigureAwait(false);
        }
        catch (VersionConflictException) when (options.MaximumAttempts > 1)
        {
            // Somebody was faster; from here on this process' operations stand in line.
        }

        await _line.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var attempt = 2; ; attempt++)
            {
                try
                {
                    return await TryAsync(source, build, cancellationToken).ConfigureAwait(false);
                }
                catch (VersionConflictException) when (attempt < options.MaximumAttempts)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            _line.Release();
        }
    }

    public void Dispose() => _line.Dispose();

    private async ValueTask<CommitResult?> TryAsync(string source, Func<WorkingSet, ValueTask> build, CancellationToken cancellationToken)
    {
        var set = new WorkingSet(store);
        await build(set).ConfigureAwait(false);
        return set.IsEmpty ? null : await store.CommitAsync(set.ToChangeSet(source, null), cancellationToken).ConfigureAwait(false);
    }
}
