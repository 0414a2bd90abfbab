namespace RepoTickets;

/// <summary>
/// A store of tickets and what belongs to them. All members are thread-safe; readers never wait for writers. Documents handed out are
/// immutable and may be shared. Convenience members (<c>CreateAsync</c>, <c>UpdateAsync</c>, …) are extension methods, the same for every
/// store.
/// </summary>
public interface ITicketStore : IAsyncDisposable
{
    /// <summary>The configuration of the repository as it is now.</summary>
    ValueTask<TicketsConfiguration> GetConfigurationAsync(CancellationToken cancellationToken = default);

    /// <summary>Who works in the repository and on which branch, to fill new tickets in with.</summary>
    ValueTask<TicketOrigin> GetOriginAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads one ticket; null when there is none.</summary>
    /// <exception cref="DocumentFaultException">There is a file, but it cannot be read.</exception>
    ValueTask<Ticket?> GetAsync(TicketId id, CancellationToken cancellationToken = default);

    /// <summary>Reads one document of any kind; null when there is none.</summary>
    /// <exception cref="DocumentFaultException">There is a file, but it cannot be read.</exception>
    ValueTask<Document?> GetAsync(DocumentKey key, CancellationToken cancellationToken = default);

    /// <summary>Reads all documents of a kind. For tickets prefer <see cref="QueryAsync"/>, which opens no files.</summary>
    ValueTask<DocumentList<TDocument>> ListAsync<TDocument>(CancellationToken cancellationToken = default)
        where TDocument : Document;

    /// <summary>Summaries of the tickets that match, answered from memory.</summary>
    ValueTask<TicketQueryResult> QueryAsync(TicketQuery query, CancellationToken cancellationToken = default);

    /// <summary>Counts over all tickets, answered from memory.</summary>
    ValueTask<StoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default);

    /// <summary>Files that cannot be read, of all kinds.</summary>
    ValueTask<IReadOnlyList<DocumentFault>> GetFaultsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a change set part of the store: all of it or nothing. When the task completes successfully the change survives the death of
    /// the process and, with the default durability, of the machine. Cancellation is honoured until the commit begins.
    /// </summary>
    /// <exception cref="InvalidChangeSetException">The change set is not well-formed.</exception>
    /// <exception cref="InvalidDocumentException">A document breaks rules of the model or of the configuration.</exception>
    /// <exception cref="VersionConflictException">A document is not in the version that its change expects.</exception>
    /// <exception cref="DanglingReferenceException">A document to be deleted is still referred to, and the policy is to refuse.</exception>
    /// <exception cref="DocumentFaultException">A document to be changed is in a file that cannot be read.</exception>
    /// <exception cref="StoreBusyException">Another writer held the lock for too long.</exception>
    /// <exception cref="StoreReadOnlyException">The store cannot be written here.</exception>
    /// <exception cref="StoreIoException">The operating system refused; nothing was changed.</exception>
    /// <exception cref="StorePoisonedException">A device flush failed, now or earlier.</exception>
    ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellationToken = default);

    /// <summary>The ordered history of commits.</summary>
    ICommitFeed Feed { get; }

    /// <summary>
    /// Looks for changes that editors, git or other programs made to the files, now, and takes them up before it returns.
    /// </summary>
    ValueTask RefreshAsync(CancellationToken cancellationToken = default);
}
