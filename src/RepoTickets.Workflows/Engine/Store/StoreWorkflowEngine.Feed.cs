using RepoTickets.Secrets;

namespace RepoTickets.Workflows.Engine;

/// <content>Learns from the feed what happens in the store, and tells the workflows that it concerns.</content>
internal sealed partial class StoreWorkflowEngine
{
    private const int PageSize = 256;

    /// <summary>Only wakes the loop, which reads the feed itself.</summary>
    private async Task FollowFeedAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var position = await Store.Feed.GetPositionAsync(cancellationToken).ConfigureAwait(false);

                // What was committed before it is not told again.
                Pulse();
                await foreach (var commit in Store.Feed.FollowAsync(position, cancellationToken).ConfigureAwait(false))
                {
                    if (commit.Position > Volatile.Read(ref _position))
                    {
                        Pulse();
                    }
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (FeedPositionExpiredException)
            {
                Pulse();
            }
            catch (ObjectDisposedException exception)
            {
                WorkflowLog.AdvanceFailed(_environment.Logger, "*", SecretText.Scrub(exception.Message));
                return;
            }
            catch (Exception exception)
            {
                WorkflowLog.AdvanceFailed(_environment.Logger, "*", SecretText.Scrub(exception.Message));
                await Task.Delay(RetryDelay, _environment.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async ValueTask FollowAsync(CancellationToken cancellationToken)
    {
        if (_position < 0)
        {
            await LoadAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            while (true)
            {
                var commits = await Store.Feed.ReadAsync(_position, PageSize, cancellationToken).ConfigureAwait(false);
                foreach (var commit in commits)
                {
                    Route(commit);
                    await DeliverAsync(commit, cancellationToken).ConfigureAwait(false);
                    Volatile.Write(ref _position, commit.Position);
                }

                if (commits.Count < PageSize)
                {
                    return;
                }
            }
        }
        catch (FeedPositionExpiredException)
        {
            await LoadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The position first: what happens while the documents are read is seen a second time, which changes nothing.</summary>
    private async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        var position = await Store.Feed.GetPositionAsync(cancellationToken).ConfigureAwait(false);
        var leases = await Store.ListAsync<WorkflowLease>(cancellationToken).ConfigureAwait(false);
        var local = leases.Documents.ToDictionary(static lease => lease.WorkflowId);
        foreach (var workflow in (await Store.ListAsync<WorkflowInstance>(cancellationToken).ConfigureAwait(false)).Documents)
        {
            if (local.TryGetValue(workflow.Id, out var lease) && !workflow.IsEnded)
            {
                _watch.Note(workflow, isOwn: false);
                _watch.Note(lease);
            }
        }

        if (_environment.Events is not null && _watch.OldestEvent() is { } since && since < position)
        {
            // What somebody waited for may have happened while no engine looked.
            var oldest = await Store.Feed.GetOldestPositionAsync(cancellationToken).ConfigureAwait(false);
            position = Math.Max(since, Math.Max(0, oldest - 1));
        }

        Volatile.Write(ref _position, position);
        _waiters.WakeAll();
    }

    private void Route(Commit commit)
    {
        var isOwn = false;
        foreach (var change in commit.Changes)
        {
            switch (change.After)
            {
                case WorkflowInstance workflow when _watch.IsOwnVersion(workflow):
                    // An older version of the same page may just have been noted in its place.
                    isOwn = true;
                    _watch.Note(workflow, isOwn: true, remember: false);
                    break;
                case WorkflowInstance workflow:
                    _watch.Note(workflow, isOwn: false);
                    _waiters.Wake(workflow.Id);
                    break;
                case WorkflowLease lease when !isOwn && lease.Holder != _environment.Holder:
                    _watch.Note(lease);
                    break;
                case AgentTask task:
                    _watch.TaskChanged(task.Id);
                    break;
                case Agent:
                    _watch.AgentsChanged();
                    break;
                case null when change.Key.Kind == DocumentKind.Workflow && !change.IsUnreadable:
                    var removed = WorkflowId.FromStored(change.Key.Id);
                    _watch.Remove(removed);
                    _waiters.Wake(removed);
                    break;
                case null when change.Key.Kind == DocumentKind.AgentTask:
                    _watch.TaskChanged(AgentTaskId.FromStored(change.Key.Id));
                    break;
                default:
                    // Nothing else makes a workflow go on, except as an event.
                    break;
            }
        }
    }

    private async ValueTask DeliverAsync(Commit commit, CancellationToken cancellationToken)
    {
        if (_environment.Events is not { } events || _watch.WaitingForEvents() is not { Length: > 0 } waiting)
        {
            return;
        }

        foreach (var source in events.Derive(commit))
        {
            foreach (var id in waiting)
            {
                await DeliverAsync(id, source, events, commit.Position, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask DeliverAsync(
        WorkflowId id, Event source, IEventDerivation events, long position, CancellationToken cancellationToken)
    {
        // Most events are of no interest to most workflows; that is told without reading anything.
        if (_watch.FindWaiting(id) is not { } known || !_environment.Definitions.MayWaitFor(known.DefinitionId, source.Type))
        {
            return;
        }

        await TryAsync(id, isEvent: true, () => TransitAsync(id, transition =>
        {
            if (transition.Lease is null)
            {
                return ValueTask.FromResult(false);
            }

            transition.Machine.Event(source.Type, position, EventValue.Of(source, events));
            return ValueTask.FromResult(true);
        }, [], null, cancellationToken), cancellationToken).ConfigureAwait(false);
    }
}
