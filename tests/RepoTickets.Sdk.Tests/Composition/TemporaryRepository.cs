namespace RepoTickets.Sdk.Tests.Composition;

/// <summary>An empty folder that goes with the test.</summary>
internal sealed class TemporaryRepository : IDisposable
{
    internal string Folder { get; } = Directory.CreateTempSubdirectory("repotickets-sdk-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
