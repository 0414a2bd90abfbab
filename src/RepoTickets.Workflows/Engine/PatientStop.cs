namespace RepoTickets.Workflows.Engine;

/// <summary>
/// A stop that happens once, however many ask for it: all wait for the same end, and the impatience of one of them ends the waiting for
/// code. Thread-safe.
/// </summary>
/// <param name="stop">Does it; it waits for code by <see cref="WaitForCodeAsync"/>.</param>
/// <param name="longest">How long code is waited for.</param>
/// <param name="time">The clock of that.</param>
internal sealed class PatientStop(Func<Task> stop, TimeSpan longest, TimeProvider time)
{
    private readonly TaskCompletionSource _impatience = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private Task? _stop;

    /// <summary>Begins it, or joins the one that has begun; the token ends the waiting for code, not the stop.</summary>
    internal async Task StopAsync(CancellationToken cancellationToken)
    {
        Task begun;
        lock (_gate)
        {
            begun = _stop ??= Task.Run(stop, CancellationToken.None);
        }

        var impatient = cancellationToken.Register(() => _impatience.TrySetResult());
        await using (impatient.ConfigureAwait(false))
        {
            await begun.ConfigureAwait(false);
        }
    }

    /// <summary>Until the code has ended, or nobody wants to wait any longer.</summary>
    /// <param name="codeHasEnded">Waits for the code; told by its token when that is in vain.</param>
    internal async ValueTask WaitForCodeAsync(Func<CancellationToken, Task> codeHasEnded)
    {
        using var done = new CancellationTokenSource();
        var deadline = Task.Delay(longest, time, done.Token);
        await Task.WhenAny(codeHasEnded(done.Token), deadline, _impatience.Task).ConfigureAwait(false);
        await done.CancelAsync().ConfigureAwait(false);
    }
}
