using RepoTickets.Workflows.Claims;

namespace RepoTickets.Workflows.Ready;

/// <summary>
/// The index over a store: built from all documents when it is first asked, then kept up from the feed. The graph is changed and read under
/// one lock, which is held for the changes of one commit or for one answer; files are read outside it.
/// </summary>
internal sealed class StoreReadyIndex(ITicketStore store, LeaseExpiry expiry) : IReadyIndex, IDisposable, IAsyncDisposable
{
    private const int AllMatches = 1_000_000;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1);
    private IAsyncEnumerator<Commit>? _follower;
    private ReadyGraph? _graph;
    private long _position;

    public async ValueTask<ReadyTickets> GetAsync(TicketQuery? query, int take, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        await FollowAsync(cancellationToken).ConfigureAwait(false);
        var configuration = await store.GetConfigurationAsync(cancellationToken).ConfigureAwait(false);
        var wanted = query is null ? null : await FindAsync(query, cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            _graph!.Expire();
            _graph.Use(configuration);
            var found = new List<TicketSummary>(Math.Min(take, 256));
            foreach (var node in _graph.Ready)
            {
                if (found.Count >= take)
                {
                    break;
                }

                if (wanted is null || wanted.Contains(node.Id))
                {
                    found.Add(node.Summary!);
                }
            }

            return new(found, _position);
        }
    }

    // The reader rests, so leaving it ends at once.
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await StopFollowingAsync().ConfigureAwait(false);
        _turn.Dispose();
    }

    private async ValueTask<HashSet<TicketId>> FindAsync(TicketQuery query, CancellationToken cancellationToken)
    {
        var all = new TicketQuery { Filter = query.Filter & TicketFilter.Open, Take = AllMatches };
        var result = await store.QueryAsync(all, cancellationToken).ConfigureAwait(false);
        return [.. result.Tickets.Select(static ticket => ticket.Id)];
    }

    private async ValueTask FollowAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _graph) is not null &&
            await store.Feed.GetPositionAsync(cancellationToken).ConfigureAwait(false) == Volatile.Read(ref _position))
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var target = await store.Feed.GetPositionAsync(cancellationToken).ConfigureAwait(false);
            if (_graph is null || target < _position)
            {
                // A feed that has gone back began anew: the store's own folder was removed.
                await BuildAsync(cancellationToken).ConfigureAwait(false);
            }

            await ReadOnAsync(target, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Goes on where the feed was left. Its reader keeps its place in the journal, and it is only asked for commits that are known to be
    /// there, so it never waits; it rests at the last one.
    /// </summary>
    private async ValueTask ReadOnAsync(long target, CancellationToken cancellationToken)
    {
        while (_position < target)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                _follower ??= store.Feed.FollowAsync(_position, CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);
                await _follower.MoveNextAsync().ConfigureAwait(false);
                Take(_follower.Current);
            }
            catch (FeedPositionExpiredException)
            {
                await BuildAsync(cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                // A reader that has failed cannot go on; the next answer begins with a new one.
                await StopFollowingAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    private void Take(Commit commit)
    {
        lock (_gate)
        {
            foreach (var change in commit.Changes)
            {
                Take(_graph!, change);
            }

            _position = commit.Position;
        }
    }

    private async ValueTask StopFollowingAsync()
    {
        var follower = _follower;
        _follower = null;
        if (follower is not null)
        {
            await follower.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The position is taken before the documents are read: what was committed in between is taken up twice, which changes nothing, instead
    /// of never.
    /// </summary>
    private async ValueTask BuildAsync(CancellationToken cancellationToken)
    {
        await StopFollowingAsync().ConfigureAwait(false);
        var position = await store.Feed.GetPositionAsync(cancellationToken).ConfigureAwait(false);
        var tickets = await store.ListAsync<Ticket>(cancellationToken).ConfigureAwait(false);
        var epics = await store.ListAsync<Epic>(cancellationToken).ConfigureAwait(false);
        var leases = await store.ListAsync<Lease>(cancellationToken).ConfigureAwait(false);
        var graph = new ReadyGraph(expiry);
        var unreadable = tickets.Faults.Where(static fault => fault.Key is not null);
        graph.Fill(
            tickets.Documents, unreadable.Select(static fault => TicketId.FromStored(fault.Key!.Value.Id)), epics.Documents,
            leases.Documents);
        lock (_gate)
        {
            _graph = graph;
            _position = position;
        }
    }

    private static void Take(ReadyGraph graph, CommittedChange change)
    {
        switch (change.Key.Kind)
        {
            case DocumentKind.Ticket:
                graph.Put(TicketId.FromStored(change.Key.Id), change.After as Ticket, change.IsUnreadable);
                break;
            case DocumentKind.Epic:
                graph.Put(EpicId.FromStored(change.Key.Id), change.After as Epic);
                break;
            case DocumentKind.Lease:
                graph.Put(TicketId.FromStored(change.Key.Id), change.After as Lease);
                break;
            default:
                // Nothing else has a say in what is ready.
                break;
        }
    }
}
