namespace RepoTickets.LogTriage.Intents;

/// <summary>
/// Runs what waits for the device on a thread of its own. A pool has as many threads as the machine has processors and adds others only
/// after half a second: on a small machine the flushes of the journal and of the audit log would stop all workers for as long as they take.
/// </summary>
internal static class BlockingCall
{
    /// <summary>Begins it. Not cancelled: what was begun to be written is written.</summary>
    /// <param name="call">What to do.</param>
    /// <param name="threads">Where the thread comes from; null for a new one.</param>
    /// <exception cref="TriageStateException">No thread could be made; the call was not begun, and a later one may be.</exception>
    internal static Task RunAsync(Action call, TaskScheduler? threads = null)
    {
        try
        {
            return Task.Factory.StartNew(
                call, CancellationToken.None, TaskCreationOptions.LongRunning, threads ?? TaskScheduler.Default);
        }
        catch (TaskSchedulerException exception)
        {
            // At the bound of threads or of memory that the system sets.
            throw new TriageStateException(
                "No thread could be made to write down what triage does, so it was not written. Give the process more memory or threads " +
                $"(ulimit -u, or the limits of its container). {exception.InnerException?.Message}",
                exception.InnerException ?? exception);
        }
    }
}
