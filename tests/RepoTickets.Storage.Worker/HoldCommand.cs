namespace RepoTickets.Storage.Worker;

/// <summary>Takes the writer lock of a store as a writer would, says <c>HELD</c>, and keeps it until it is stopped.</summary>
internal static class HoldCommand
{
    internal static async Task RunAsync(WorkerContext context)
    {
        context.WaitForGo();
        var path = Path.Combine(context.Folder, ".tickets", ".sdk", "lock");
        await using var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        held.SetLength(0);
        held.Write(System.Text.Encoding.UTF8.GetBytes($"process {Environment.ProcessId}, which holds the lock for a test"));
        held.Flush();
        context.Say("HELD");
        context.Stopping.WaitHandle.WaitOne();
    }
}
