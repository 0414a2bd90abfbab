using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Memory;

/// <content>Time, and waiting for workflows.</content>
internal sealed partial class MemoryWorkflowEngine
{
    private readonly Lock _dueGate = new();
    private readonly PriorityQueue<WorkflowId, DateTimeOffset> _due = new();
    private readonly Engine.AsyncPulse _pulse = new();

    public ValueTask<int> AdvanceAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsStopping, this);
        return ValueTask.FromResult(Advance(cancellationToken));
    }

    private int Advance(CancellationToken cancellationToken)
    {
        var looked = 0;
        while (!IsStopping && TakeDue(Now) is { } id)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_cells.TryGetValue(id, out var cell))
            {
                Apply(cell, _ => cell.WantedAt = null);
                looked++;
            }
        }

        return looked;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && !IsStopping)
        {
            var pulse = _pulse.Next;
            Advance(CancellationToken.None);
            using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var pause = NextDue() is { } due ? due - _time.GetUtcNow() : TimeSpan.FromDays(1);
            if (pause > TimeSpan.Zero)
            {
                var longest = TimeSpan.FromDays(1);
                await Task.WhenAny(pulse, Task.Delay(pause < longest ? pause : longest, _time, done.Token)).ConfigureAwait(false);
                await done.CancelAsync().ConfigureAwait(false);
            }
        }
    }

    public ValueTask<WorkflowInstance> WaitAsync(WorkflowId id, CancellationToken cancellationToken = default) => WaitUntilAsync(
        id,
        static run => run.IsEnded || run.Status == WorkflowStatus.Paused || (run.Status != WorkflowStatus.Created && !RunsCode(run)),
        cancellationToken);

    public ValueTask<WorkflowInstance> WaitForEndAsync(WorkflowId id, CancellationToken cancellationToken = default) =>
        WaitUntilAsync(id, static run => run.IsEnded || run.Status == WorkflowStatus.Paused, cancellationToken);

    private static bool RunsCode(WorkflowRun run) => Array.Exists(run.Units, static unit =>
        unit.Status == WorkflowStepStatus.Running || Array.Exists(unit.Items, static item => item.Status == WorkflowStepStatus.Running));

    private async ValueTask<WorkflowInstance> WaitUntilAsync(
        WorkflowId id, Func<WorkflowRun, bool> isReached, CancellationToken cancellationToken)
    {
        var cell = Find(id);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task? driving = null;
        try
        {
            while (true)
            {
                Task changed;
                lock (cell.Gate)
                {
                    ObjectDisposedException.ThrowIf(IsStopping, this);
                    if (cell.IsEnded || isReached(cell.Run))
                    {
                        return cell.ToDocument();
                    }

                    changed = (cell.Changed ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                }

                driving ??= RunAsync(stop.Token);
                var first = await Task.WhenAny(changed, driving).WaitAsync(cancellationToken).ConfigureAwait(false);
                await first.ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await (driving ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void WantAt(MemoryCell cell, DateTimeOffset due)
    {
        bool isSooner;
        lock (_dueGate)
        {
            isSooner = !_due.TryPeek(out _, out var first) || due < first;
            _due.Enqueue(cell.Id, due);
        }

        if (isSooner)
        {
            _pulse.Beat();
        }
    }

    private WorkflowId? TakeDue(DateTimeOffset now)
    {
        lock (_dueGate)
        {
            return _due.TryPeek(out var id, out var due) && due <= now ? _due.Dequeue() : null;
        }
    }

    private DateTimeOffset? NextDue()
    {
        lock (_dueGate)
        {
            return _due.TryPeek(out _, out var due) ? due : null;
        }
    }
}
