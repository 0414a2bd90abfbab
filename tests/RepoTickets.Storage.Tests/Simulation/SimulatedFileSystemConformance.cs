using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Tests.FileSystem;

namespace RepoTickets.Storage.Tests.Simulation;

public sealed class SimulatedFileSystemConformance : FileSystemConformance
{
    private readonly SimulatedWorld _world = new(seed: 1);

    public SimulatedFileSystemConformance()
    {
        _world.CreateFolders("/root");
        Files = _world.StartProcess();
    }

    private protected override IFileSystem Files { get; }

    protected override string Root => "/root";

    protected override void PlantLink(string path, string target) => _world.PlantLink(path, target);

    protected override void PlantPipe(string path) => _world.PlantPipe(path);
}
