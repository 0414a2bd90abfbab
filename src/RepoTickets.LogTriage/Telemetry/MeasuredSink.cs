using RepoTickets.Telemetry;

namespace RepoTickets.LogTriage;

/// <summary>A target whose calls are operations. Waiting for limits is no part of them: that is around this.</summary>
internal sealed class MeasuredSink(ITicketSink sink, OperationTelemetry operations) : ITicketSink
{
    public string Name => sink.Name;

    public TimeSpan SearchLag => sink.SearchLag;

    public ValueTask<IReadOnlyList<FiledTicket>> FindByMarkerAsync(string marker, CancellationToken cancellationToken = default) =>
        operations.RunAsync(TriageOperations.Find, running =>
        {
            running?.Tag("repotickets.marker", marker);
            return sink.FindByMarkerAsync(marker, cancellationToken);
        });

    public ValueTask<IReadOnlyList<FiledTicket>> FindSimilarAsync(
        LogGroup group, LogAnalysis analysis, int limit, CancellationToken cancellationToken = default) =>
        operations.RunAsync(TriageOperations.FindSimilar, _ => sink.FindSimilarAsync(group, analysis, limit, cancellationToken));

    public ValueTask<FiledTicket> CreateAsync(TicketDraft draft, CancellationToken cancellationToken = default) =>
        operations.RunAsync(TriageOperations.Create, async running =>
        {
            running?.Tag("repotickets.marker", draft.Marker);
            var filed = await sink.CreateAsync(draft, cancellationToken).ConfigureAwait(false);
            Tell(running, filed.Key);
            return filed;
        });

    public ValueTask CommentAsync(string ticketKey, string markdown, CancellationToken cancellationToken = default) =>
        RunAsync(TriageOperations.Comment, ticketKey, () => sink.CommentAsync(ticketKey, markdown, cancellationToken));

    public ValueTask ReopenAsync(string ticketKey, string markdown, CancellationToken cancellationToken = default) =>
        RunAsync(TriageOperations.Reopen, ticketKey, () => sink.ReopenAsync(ticketKey, markdown, cancellationToken));

    public ValueTask LinkAsync(string ticketKey, string earlierKey, CancellationToken cancellationToken = default) =>
        RunAsync(TriageOperations.Link, ticketKey, () => sink.LinkAsync(ticketKey, earlierKey, cancellationToken));

    private async ValueTask RunAsync(Operation operation, string ticketKey, Func<ValueTask> call) =>
        await operations.RunAsync(operation, async running =>
        {
            Tell(running, ticketKey);
            await call().ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);

    private static void Tell(RunningOperation? running, string ticketKey)
    {
        running?.Tag("repotickets.ticket.id", ticketKey);
        running?.Note("ticket_id", ticketKey);
    }
}
