namespace RepoTickets.Workflows.Engine;

/// <summary>
/// One loop for all who want the engine to go on: it begins with the first of them and ends with the last. Thread-safe.
/// </summary>
internal sealed class SharedDrive(Func<CancellationToken, Task> drive) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private Loop? _loop;

    /// <summary>The loop runs from here on, until <see cref="LeaveAsync"/>.</summary>
    internal Loop Enter()
    {
        lock (_gate)
        {
            // One that has ended by itself, since the store failed, is nobody's to join.
            if (_loop is null || _loop.Running.IsCompleted)
            {
                _loop = new(drive);
            }

            _loop.Users++;
            return _loop;
        }
    }

    /// <summary>Whoever is the last to leave ends the loop and waits until it has ended.</summary>
    internal async ValueTask LeaveAsync(Loop loop)
    {
        lock (_gate)
        {
            if (--loop.Users > 0)
            {
                return;
            }

            if (_loop == loop)
            {
                _loop = null;
            }
        }

        await loop.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Waits until the loop has ended, which whoever owns this has told it to. Those who are in it leave as ever.</summary>
    public async ValueTask DisposeAsync()
    {
        Task running;
        lock (_gate)
        {
            running = _loop?.Running ?? Task.CompletedTask;
        }

        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    internal sealed class Loop : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();

        internal Loop(Func<CancellationToken, Task> drive)
        {
            // It belongs to all who wait: neither the trace nor the culture of the first one is its own.
            using (ExecutionContext.SuppressFlow())
            {
                Running = Task.Run(() => drive(_stop.Token));
            }
        }

        internal Task Running { get; }

        /// <summary>Under the gate of the drive.</summary>
        internal int Users { get; set; }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }
    }
}
