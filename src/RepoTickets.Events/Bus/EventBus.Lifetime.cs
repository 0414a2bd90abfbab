namespace RepoTickets.Events;

/// <content>Beginning to follow the feed, and the end.</content>
internal sealed partial class EventBus
{
    private readonly Lock _lifetime = new();
    private readonly CancellationTokenSource _stopping = new();
    private volatile BusState _state;
    private volatile bool _isFollowing;
    private Task? _starting;
    private Task _following = Task.CompletedTask;
    private Task? _closing;

    private enum BusState
    {
        Open,

        /// <summary>Handlers finish what they have; only they may publish.</summary>
        Closing,
        Closed,
    }

    public async ValueTask StartAsync(CancellationToken cancellationToken = default)
    {
        Task starting;
        lock (_lifetime)
        {
            ObjectDisposedException.ThrowIf(_state != BusState.Open, typeof(IEventBus));

            // A start that failed may be tried again; one that goes on outlives the caller who leaves.
            if (_starting is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _starting = Task.Run(StartCoreAsync, CancellationToken.None);
            }

            starting = _starting;
        }

        await starting.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        Task closing;
        lock (_lifetime)
        {
            closing = _closing ??= CloseAsync(WaitNode.Flow, _parts.Options.ShutdownTimeout);
        }

        await closing.ConfigureAwait(false);
    }

    /// <summary>For hosts that dispose synchronously: handlers are cancelled at once.</summary>
    public void Dispose()
    {
        lock (_lifetime)
        {
            _closing ??= CloseAsync(WaitNode.Flow, TimeSpan.Zero);
        }
    }

    private async Task StartCoreAsync()
    {
        if (_parts.Feed is not { } feed)
        {
            return;
        }

        var position = await feed.OpenAsync(_stopping.Token).ConfigureAwait(false);
        _position.Advance(position);
        _isFollowing = true;
        _services.Report(position, static (logger, from) => Log.Following(logger, from));
        using (ExecutionContext.SuppressFlow())
        {
            _following = Task.Run(() => FollowAsync(feed, position), CancellationToken.None);
        }
    }

    private async Task FollowAsync(IEventFeed feed, long position)
    {
        // Inline handlers that run on the follower are known by this mark.
        WaitNode.Flow = _waits.Pump;
        try
        {
            await feed.RunAsync(position, this, _stopping.Token).ConfigureAwait(false);
            if (!_stopping.IsCancellationRequested)
            {
                // The store was closed under the bus: nobody may wait for commits that nobody hands on any more.
                _position.Fail(new ObjectDisposedException(nameof(ITicketStore)));
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The bus is being disposed.
        }
        catch (Exception fault)
        {
            _services.Report(fault, static (logger, cause) => Log.FollowingFailed(logger, cause));
            _position.Fail(fault);
        }
    }

    private async Task CloseAsync(WaitNode? flow, TimeSpan timeout)
    {
        _state = BusState.Closing;
        await Task.Yield();
        await _stopping.CancelAsync().ConfigureAwait(false);
        var isIdle = timeout > TimeSpan.Zero && await FinishAsync(flow, timeout).ConfigureAwait(false);
        var busy = isIdle ? [] : PendingQueues(flow);
        _state = BusState.Closed;
        _position.Fail(new ObjectDisposedException(nameof(IEventBus)));
        foreach (var subscription in _registry.Close())
        {
            // Readers of streams may finish what is in their queues.
            subscription.End(keepContent: subscription is EventStream);
        }

        _telemetry.Dispose();
        if (busy.Count > 0)
        {
            var names = string.Join(", ", busy.Select(static pending => pending.Queue.Name));
            _services.Report((timeout, names), static (logger, state) => Log.ClosedEarly(logger, state.timeout, state.names));
        }
    }

    /// <summary>Gives the handlers time for what they have, and for what they publish meanwhile; false when it did not suffice.</summary>
    private async Task<bool> FinishAsync(WaitNode? flow, TimeSpan timeout)
    {
        using var limit = new CancellationTokenSource(timeout, _time);
        try
        {
            await _following.WaitAsync(limit.Token).ConfigureAwait(false);
            while (PendingQueues(flow) is { Count: > 0 } pending)
            {
                await Task.WhenAll(pending.Select(static queue => queue.Done)).WaitAsync(limit.Token).ConfigureAwait(false);
            }

            return true;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return false;
        }
    }

    private void ThrowIfClosed() =>
        ObjectDisposedException.ThrowIf(
            _state == BusState.Closed || (_state == BusState.Closing && WaitNode.Flow is null), typeof(IEventBus));
}
