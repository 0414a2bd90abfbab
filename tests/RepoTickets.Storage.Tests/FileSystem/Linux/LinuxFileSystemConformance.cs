using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.FileSystem.Linux;

namespace RepoTickets.Storage.Tests.FileSystem.Linux;

public sealed class LinuxFileSystemConformance : RealFileSystemConformance
{
    private protected override IFileSystem Files { get; } = new LinuxFileSystem();

    /// <summary>Depends on the file system that the tests run on.</summary>
    protected override bool HasUnnamedFiles
    {
        get
        {
            using var file = Files.TryCreateUnnamed(Path.Join(Path.GetTempPath(), "never-named"), default);
            return file is not null;
        }
    }
}
