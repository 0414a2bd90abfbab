using RepoTickets.Storage.Worker;

namespace RepoTickets.Storage.ProcessTests.Processes;

/// <summary>Starts processes of <c>RepoTickets.Storage.Worker</c>.</summary>
internal static class StoreWorker
{
    internal static WorkerProcess Start(string command, string folder, params string[] values) =>
        new(typeof(WorkerProgram).Assembly.Location, [command, folder, .. values], Deadline.Usual);
}
