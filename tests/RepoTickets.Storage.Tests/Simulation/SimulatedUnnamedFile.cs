using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Simulation;

/// <summary>A file that no folder knows yet.</summary>
internal sealed class SimulatedUnnamedFile(SimulatedFileSystem fileSystem, SimulatedFile file) : IUnnamedFile
{
    public void Name(string path) => fileSystem.Name(file, path);

    public void Dispose()
    {
        // Nothing leads to it.
    }
}
