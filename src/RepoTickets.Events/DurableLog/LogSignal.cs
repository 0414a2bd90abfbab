namespace RepoTickets.Events.DurableLog;

/// <summary>Wakes those who wait for something new. Thread-safe.</summary>
internal sealed class LogSignal
{
    private volatile TaskCompletionSource _next = New();

    /// <summary>Completes at the next <see cref="Set"/>. Take it before looking whether there is something.</summary>
    internal Task Next => _next.Task;

    internal void Set() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    /// <summary>Waits for the signal, or for as long as other processes may go unnoticed.</summary>
    internal static async Task WaitAsync(Task signal, TimeSpan atMost, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pause = Task.Delay(atMost, timeProvider, ending.Token);
        await Task.WhenAny(signal, pause).ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
