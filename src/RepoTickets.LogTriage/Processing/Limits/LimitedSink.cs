namespace RepoTickets.LogTriage.Processing;

/// <summary>
/// A target whose calls are counted, each by itself, against a limit; null for none. Waiting for it is no part of an attempt's time.
/// </summary>
internal sealed class LimitedSink(ITicketSink sink, SlidingLogLimiter? limiter) : ITicketSink
{
    public string Name => sink.Name;

    public TimeSpan SearchLag => sink.SearchLag;

    /// <summary>A call may have to wait for leave.</summary>
    internal bool IsLimited => limiter is not null;

    public async ValueTask<IReadOnlyList<FiledTicket>> FindByMarkerAsync(string marker, CancellationToken cancellationToken = default)
    {
        await WaitAsync(cancellationToken).ConfigureAwait(false);
        return await sink.FindByMarkerAsync(marker, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<FiledTicket>> FindSimilarAsync(
        LogGroup group, LogAnalysis analysis, int limit, CancellationToken cancellationToken = default)
    {
        await WaitAsync(cancellationToken).ConfigureAwait(false);
        return await sink.FindSimilarAsync(group, analysis, limit, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<FiledTicket> CreateAsync(TicketDraft draft, CancellationToken cancellationToken = default)
    {
        await WaitAsync(cancellationToken).ConfigureAwait(false);
        return await sink.CreateAsync(draft, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Leave for a create, to be had before it is announced: when an announced call has surely ended is written down before it is made, so
    /// there must be no more waiting in between.
    /// </summary>
    internal async ValueTask<CallPermit> ReserveCreateAsync(CancellationToken cancellationToken)
    {
        if (limiter is null)
        {
            return CallPermit.Unlimited;
        }

        using (AttemptTokens.PauseCurrent())
        {
            return await limiter.ReserveAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Files with leave that was had before.</summary>
    internal async ValueTask<FiledTicket> CreateAsync(TicketDraft draft, CallPermit permit, CancellationToken cancellationToken)
    {
        // From here on every wait counts, that of the remote's own limits too.
        AttemptTokens.Enter(null);
        permit.Use();
        return await sink.CreateAsync(draft, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask CommentAsync(string ticketKey, string markdown, CancellationToken cancellationToken = default)
    {
        await WaitAsync(cancellationToken).ConfigureAwait(false);
        await sink.CommentAsync(ticketKey, markdown, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask ReopenAsync(string ticketKey, string markdown, CancellationToken cancellationToken = default)
    {
        await WaitAsync(cancellationToken).ConfigureAwait(false);
        await sink.ReopenAsync(ticketKey, markdown, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask LinkAsync(string ticketKey, string earlierKey, CancellationToken cancellationToken = default)
    {
        await WaitAsync(cancellationToken).ConfigureAwait(false);
        await sink.LinkAsync(ticketKey, earlierKey, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        if (limiter is null)
        {
            return;
        }

        using (AttemptTokens.PauseCurrent())
        {
            using var lease = await limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        }
    }
}
