using System.Threading.RateLimiting;

namespace RepoTickets.LogTriage.Processing;

/// <summary>A target whose calls are counted, each by itself, against a limit.</summary>
internal sealed class LimitedSink(ITicketSink sink, RateLimiter limiter) : ITicketSink
{
    public string Name => sink.Name;

    public TimeSpan SearchLag => sink.SearchLag;

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
        using var lease = await limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
    }
}
