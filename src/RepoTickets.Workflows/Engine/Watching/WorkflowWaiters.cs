using System.Collections.Concurrent;

namespace RepoTickets.Workflows.Engine;

/// <summary>
/// Wakes those who wait for one workflow when that one changes, and nobody else: a thousand who wait for a thousand workflows must not all
/// look at every step of each. Take the task first, then look, then wait: nothing is missed. Thread-safe.
/// </summary>
internal sealed class WorkflowWaiters
{
    private readonly ConcurrentDictionary<WorkflowId, TaskCompletionSource> _next = new();

    /// <summary>Completes at the next change.</summary>
    internal Task Next(WorkflowId id) =>
        _next.GetOrAdd(id, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    internal void Wake(WorkflowId id)
    {
        if (_next.TryRemove(id, out var waiting))
        {
            waiting.TrySetResult();
        }
    }

    internal void WakeAll()
    {
        foreach (var id in _next.Keys)
        {
            Wake(id);
        }
    }
}
