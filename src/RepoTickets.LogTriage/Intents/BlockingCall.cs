namespace RepoTickets.LogTriage.Intents;

/// <summary>
/// Runs what waits for the device on a thread of its own. A pool has as many threads as the machine has processors and adds others only
/// after half a second: on a small machine the flushes of the journal and of the audit log would stop all workers for as long as they take.
/// </summary>
internal static class BlockingCall
{
    /// <summary>Not cancelled: what was begun to be written is written.</summary>
    internal static Task RunAsync(Action call) =>
        Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
