namespace RepoTickets.Workflows.Engine;

/// <summary>Wakes all who wait whenever something happens. Take the task first, then look, then wait: nothing is missed. Thread-safe.</summary>
internal sealed class AsyncPulse
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task Next => Volatile.Read(ref _next).Task;

    internal void Beat() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
