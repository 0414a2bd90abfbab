using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.FileSystem.Portable;

namespace RepoTickets.Storage.Tests.FileSystem.Portable;

public sealed class PortableFileSystemConformance : RealFileSystemConformance
{
    private protected override IFileSystem Files { get; } = new PortableFileSystem();

    protected override bool KnowsInodes => false;

    protected override bool HasUnnamedFiles => false;
}
