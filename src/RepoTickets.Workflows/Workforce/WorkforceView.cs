namespace RepoTickets.Workflows.Workforce;

/// <summary>
/// Keeps all agents and tasks in memory by the feed. Nothing runs in the background: whoever asks first reads what has been committed
/// since. Thread-safe; who finds the state up to date does not wait.
/// </summary>
internal sealed class WorkforceView(ITicketStore store, TimeSpan halfLife) : IDisposable
{
    private const int PageSize = 1024;

    private readonly SemaphoreSlim _following = new(1, 1);
    private WorkforceState? _state;

    /// <summary>The state with every commit that was there when this was called.</summary>
    internal async ValueTask<WorkforceState> CurrentAsync(CancellationToken cancellationToken)
    {
        var position = await store.Feed.GetPositionAsync(cancellationToken).ConfigureAwait(false);
        if (Volatile.Read(ref _state) is { } state && state.Position >= position)
        {
            return state;
        }

        await _following.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            state = _state ?? await LoadAsync(cancellationToken).ConfigureAwait(false);
            if (state.Position < position)
            {
                state = await FollowAsync(state, cancellationToken).ConfigureAwait(false);
            }

            Volatile.Write(ref _state, state);
            return state;
        }
        finally
        {
            _following.Release();
        }
    }

    /// <summary>Forgets what is known and reads the documents anew.</summary>
    internal async ValueTask<WorkforceState> RebuildAsync(CancellationToken cancellationToken)
    {
        await _following.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var state = await LoadAsync(cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _state, state);
            return state;
        }
        finally
        {
            _following.Release();
        }
    }

    public void Dispose() => _following.Dispose();

    private async ValueTask<WorkforceState> FollowAsync(WorkforceState state, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var commits = await store.Feed.ReadAsync(state.Position, PageSize, cancellationToken).ConfigureAwait(false);
                foreach (var commit in commits)
                {
                    state = state.Apply(commit, halfLife);
                }

                if (commits.Count == 0)
                {
                    return state;
                }
            }
        }
        catch (FeedPositionExpiredException)
        {
            return await LoadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<WorkforceState> LoadAsync(CancellationToken cancellationToken)
    {
        // The position first: what is committed while the documents are read is seen a second time, which changes nothing.
        var position = await store.Feed.GetPositionAsync(cancellationToken).ConfigureAwait(false);
        var agents = await store.ListAsync<Agent>(cancellationToken).ConfigureAwait(false);
        var tasks = await store.ListAsync<AgentTask>(cancellationToken).ConfigureAwait(false);
        return WorkforceState.From(position, agents.Documents, tasks.Documents, halfLife);
    }
}
