namespace RepoTickets.Storage.Tests;

/// <summary>A folder of the real file system that is removed with all it holds.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("repotickets-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
