namespace RepoTickets.Workflows.Engine;

/// <summary>
/// What is asked of all workflows of the store, kept in memory by the feed: the first question reads every file, later ones only the
/// commits made since. About 200 bytes a workflow. Nothing runs in the background. Thread-safe.
/// </summary>
internal sealed class WorkflowCatalogue(ITicketStore store) : IDisposable
{
    private const int PageSize = 1024;

    private readonly SemaphoreSlim _following = new(1, 1);
    private readonly Dictionary<WorkflowId, Entry> _entries = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private long _position = -1;

    /// <summary>Workflows that match, newest first, with every commit that was there when this was called.</summary>
    internal async ValueTask<WorkflowId[]> FindAsync(WorkflowQuery query, CancellationToken cancellationToken)
    {
        await _following.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await FollowAsync(cancellationToken).ConfigureAwait(false);
            return [.. _entries
                .Where(pair => query.Matches(pair.Value.Status, pair.Value.TicketId, pair.Value.Definition))
                .OrderByDescending(static pair => pair.Value.CreatedAt).ThenBy(static pair => pair.Key)
                .Select(static pair => pair.Key)];
        }
        finally
        {
            _following.Release();
        }
    }

    public void Dispose() => _following.Dispose();

    private async ValueTask FollowAsync(CancellationToken cancellationToken)
    {
        if (_position < 0)
        {
            await LoadAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            while (await store.Feed.GetPositionAsync(cancellationToken).ConfigureAwait(false) > _position)
            {
                var commits = await store.Feed.ReadAsync(_position, PageSize, cancellationToken).ConfigureAwait(false);
                if (commits.Count == 0)
                {
                    return;
                }

                foreach (var commit in commits)
                {
                    Take(commit);
                }
            }
        }
        catch (FeedPositionExpiredException)
        {
            await LoadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Take(Commit commit)
    {
        foreach (var change in commit.Changes)
        {
            if (change.After is WorkflowInstance workflow)
            {
                Take(workflow);
            }
            else if (change.Key.Kind == DocumentKind.Workflow)
            {
                // Deleted, or a file that cannot be read any more, which is no answer either.
                _entries.Remove(WorkflowId.FromStored(change.Key.Id));
            }
        }

        _position = commit.Position;
    }

    private void Take(WorkflowInstance workflow)
    {
        // Thousands have the same definition, and each document its own text of the name.
        if (!_names.TryGetValue(workflow.Definition, out var name))
        {
            _names.Add(name = workflow.Definition);
        }

        _entries[workflow.Id] = new(workflow.Status, workflow.TicketId, name, workflow.CreatedAt);
    }

    /// <summary>The position first: what is committed while the documents are read is seen a second time, which changes nothing.</summary>
    private async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        var position = await store.Feed.GetPositionAsync(cancellationToken).ConfigureAwait(false);
        var all = await store.ListAsync<WorkflowInstance>(cancellationToken).ConfigureAwait(false);
        _entries.Clear();
        foreach (var workflow in all.Documents)
        {
            Take(workflow);
        }

        _position = position;
    }

    private readonly record struct Entry(WorkflowStatus Status, TicketId? TicketId, string Definition, DateTimeOffset CreatedAt);
}
