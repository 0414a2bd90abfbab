using System.Threading.Channels;

namespace RepoTickets.Storage.Committing;

/// <summary>
/// Requests of this process in the order of their arrival. The first to arrive starts a worker on the thread pool, which takes the writer
/// lock once for all who wait: their change sets share one flush. Those who come while it waits for the lock still get in. The worker ends
/// when nobody waits.
/// </summary>
internal sealed class CommitQueue(Func<IReadOnlyList<CommitRequest>, Action, ValueTask> commitGroup)
{
    /// <summary>Requests in one group at most: bounds how long the lock is held and how much one flush carries.</summary>
    internal const int MaximumGroup = 256;

    private readonly Channel<CommitRequest> _requests = Channel.CreateUnbounded<CommitRequest>(new() { SingleReader = true });
    private readonly Lock _gate = new();
    private bool _working;
    private bool _closed;
    private TaskCompletionSource? _idle;

    internal Task<CommitResult> EnqueueAsync(CommitRequest request)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(ITicketStore));
            _requests.Writer.TryWrite(request);
            if (!_working)
            {
                _working = true;
                ThreadPool.UnsafeQueueUserWorkItem(static queue => _ = queue.WorkAsync(), this, preferLocal: true);
            }
        }

        return request.Answer;
    }

    /// <summary>Takes no more requests and waits for those under way.</summary>
    internal Task CloseAsync()
    {
        lock (_gate)
        {
            _closed = true;
            if (!_working)
            {
                return Task.CompletedTask;
            }

            _idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    private async Task WorkAsync()
    {
        var group = new List<CommitRequest>();
        while (true)
        {
            group.Clear();
            Fill(group);
            if (group.Count > 0)
            {
                await CommitAsync(group).ConfigureAwait(false);
            }

            if (EndsHere())
            {
                return;
            }
        }
    }

    private void Fill(List<CommitRequest> group)
    {
        while (group.Count < MaximumGroup && _requests.Reader.TryRead(out var request))
        {
            if (request.CancellationToken.IsCancellationRequested)
            {
                request.Cancel();
                continue;
            }

            group.Add(request);
        }
    }

    private async ValueTask CommitAsync(List<CommitRequest> group)
    {
        try
        {
            await commitGroup(group, () => Fill(group)).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever happens, nobody may wait for ever: the failure is handed to everybody who has no answer yet.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            foreach (var request in group)
            {
                request.Fail(exception);
            }
        }
    }

    private bool EndsHere()
    {
        lock (_gate)
        {
            if (_requests.Reader.TryPeek(out _))
            {
                return false;
            }

            _working = false;
            _idle?.TrySetResult();
            return true;
        }
    }
}
