namespace RepoTickets.LogTriage.Processing;

/// <summary>
/// A call that files a ticket. Whoever waits for it may lose patience, but the call goes on and may still file, so it is kept: before it
/// has ended, nobody can know that it filed nothing. Thread-safe.
/// </summary>
internal sealed class FilingCall
{
    internal FilingCall(Func<ValueTask<FiledTicket>> call, TimeProvider time)
    {
        Result = RunAsync(call, time);

        // Nobody may be left to look at it, and that is no news: what it did is asked of the target.
        _ = Result.ContinueWith(
            static ended => _ = ended.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    internal Task<FiledTicket> Result { get; }

    /// <summary>When it ended, however it did; known once <see cref="Result"/> is completed.</summary>
    internal DateTimeOffset EndedAt { get; private set; }

    private async Task<FiledTicket> RunAsync(Func<ValueTask<FiledTicket>> call, TimeProvider time)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        finally
        {
            EndedAt = time.GetUtcNow();
        }
    }
}
