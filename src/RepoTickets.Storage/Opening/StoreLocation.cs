using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Repositories;

namespace RepoTickets.Storage.Opening;

/// <summary>Where a store is, or would be.</summary>
/// <param name="RepositoryRoot">The folder that holds <c>.tickets</c>.</param>
/// <param name="TicketsFolder">The <c>.tickets</c> folder.</param>
/// <param name="IsRepository">The root is a repository of git, hg or jj.</param>
internal sealed record StoreLocation(string RepositoryRoot, string TicketsFolder, bool IsRepository)
{
    private const string FolderName = ".tickets";

    internal static StoreLocation Find(IFileSystem fileSystem, string startFolder)
    {
        var start = Path.GetFullPath(startFolder);
        var locator = new RepositoryLocator(fileSystem);
        if (fileSystem.GetStatus(Path.Join(start, FolderName)) is not null)
        {
            return new(start, Path.Join(start, FolderName), locator.FindKind(start) is not null);
        }

        return locator.Find(start) is { } repository
            ? new(repository.Root, Path.Join(repository.Root, FolderName), true)
            : new(start, Path.Join(start, FolderName), false);
    }
}
