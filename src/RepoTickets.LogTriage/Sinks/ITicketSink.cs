namespace RepoTickets.LogTriage;

/// <summary>
/// Where tickets are filed: the store of this SDK, a tracker on the network, or a report. All members are thread-safe; each call is one
/// attempt, retried by the sink only where repeating is harmless.
/// </summary>
/// <remarks>
/// Nobody can make a remote create exactly-once by himself, so a sink finds what it filed again by a marker, and the processor asks before
/// it files a second time. <see cref="FindByMarkerAsync"/> throws when it cannot know: unknown is not absent.
/// </remarks>
public interface ITicketSink
{
    /// <summary>
    /// A short name for messages, statistics and the intent journal, such as <c>store</c> or <c>jira:example.atlassian.net/PROJ</c>. Never
    /// changes for one target.
    /// </summary>
    string Name { get; }

    /// <summary>
    /// How long a ticket that was filed may stay invisible to <see cref="FindByMarkerAsync"/>; zero when it is visible at once. An attempt
    /// without a result is settled only after it.
    /// </summary>
    TimeSpan SearchLag { get; }

    /// <summary>
    /// Tickets that carry a marker, the oldest first; empty when there is certainly none (but for <see cref="SearchLag"/>).
    /// </summary>
    /// <exception cref="SinkUnavailableException">The target did not answer, or not completely.</exception>
    ValueTask<IReadOnlyList<FiledTicket>> FindByMarkerAsync(string marker, CancellationToken cancellationToken = default);

    /// <summary>Open tickets that may be about the same fault, for the similarity check; at most <paramref name="limit"/>.</summary>
    /// <exception cref="SinkUnavailableException">The target did not answer, or not completely.</exception>
    ValueTask<IReadOnlyList<FiledTicket>> FindSimilarAsync(
        LogGroup group, LogAnalysis analysis, int limit, CancellationToken cancellationToken = default);

    /// <summary>Files a ticket.</summary>
    /// <exception cref="SinkUnavailableException">Whether it was filed is not known, or it was not and may be tried again.</exception>
    /// <exception cref="SinkRejectedException">The target refused the ticket; trying again would not help.</exception>
    ValueTask<FiledTicket> CreateAsync(TicketDraft draft, CancellationToken cancellationToken = default);

    /// <summary>Adds a comment.</summary>
    /// <exception cref="SinkUnavailableException">Whether it was added is not known.</exception>
    /// <exception cref="SinkRejectedException">The target refused.</exception>
    ValueTask CommentAsync(string ticketKey, string markdown, CancellationToken cancellationToken = default);

    /// <summary>Opens a closed ticket again, with a comment that says why.</summary>
    /// <exception cref="SinkUnavailableException">Whether it was opened is not known.</exception>
    /// <exception cref="SinkRejectedException">The target refused, or its workflow has no way back.</exception>
    ValueTask ReopenAsync(string ticketKey, string markdown, CancellationToken cancellationToken = default);

    /// <summary>Links a ticket to the one that it repeats.</summary>
    /// <exception cref="SinkUnavailableException">Whether it was linked is not known.</exception>
    /// <exception cref="SinkRejectedException">The target refused.</exception>
    ValueTask LinkAsync(string ticketKey, string earlierKey, CancellationToken cancellationToken = default);
}
