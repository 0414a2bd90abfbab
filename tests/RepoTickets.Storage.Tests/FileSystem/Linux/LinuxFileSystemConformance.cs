using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.FileSystem.Linux;

namespace RepoTickets.Storage.Tests.FileSystem.Linux;

public sealed class LinuxFileSystemConformance : RealFileSystemConformance
{
    private protected override IFileSystem Files { get; } = new LinuxFileSystem();
}
