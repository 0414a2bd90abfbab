using RepoTickets.Tests;

namespace RepoTickets.Benchmarks.Processes;

/// <summary>This program once more, as a worker.</summary>
internal static class OwnProgram
{
    internal static WorkerProcess Start(string command, string folder, params string[] values) =>
        new(typeof(OwnProgram).Assembly.Location, [command, folder, .. values]);
}
