using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Layout;

/// <summary>
/// Where a path really leads: <see cref="StoreLayout.IsInside"/> looks at its text only, and a link in the place of a folder would lead out
/// of the store.
/// </summary>
internal static class OwnFolders
{
    /// <summary>The first folder on the way to a file, inside the store, that is a link or no folder; null when there is none.</summary>
    internal static string? FindForeign(IFileSystem fileSystem, StoreLayout layout, string relativePath)
    {
        for (var end = relativePath.IndexOf('/', StringComparison.Ordinal); end >= 0; end = relativePath.IndexOf('/', end + 1))
        {
            var folder = layout.Absolute(relativePath[..end]);
            if (fileSystem.GetStatus(folder) is { Type: not FileType.Folder })
            {
                return folder;
            }
        }

        return null;
    }

    /// <summary>
    /// Makes a folder of documents. Definitions of workflows lie two levels deep; nothing above is made, because somebody may have removed
    /// the whole store.
    /// </summary>
    internal static void Create(IFileSystem fileSystem, string folder)
    {
        try
        {
            fileSystem.CreateFolder(folder);
        }
        catch (FileSystemException exception) when (exception.Error == FileSystemError.NotFound &&
            folder.Replace('\\', '/').EndsWith("/" + StoreLayout.WorkflowDefinitionsFolder, StringComparison.Ordinal))
        {
            fileSystem.CreateFolder(Path.GetDirectoryName(folder)!);
            fileSystem.CreateFolder(folder);
        }
    }

    /// <summary>Nothing is written or removed behind a link.</summary>
    /// <param name="fileSystem">Where the files are.</param>
    /// <param name="layout">The store.</param>
    /// <param name="relativePaths">The files.</param>
    /// <exception cref="FileSystemException">A folder on the way is a link, or no folder.</exception>
    internal static void Require(IFileSystem fileSystem, StoreLayout layout, IEnumerable<string> relativePaths)
    {
        foreach (var path in relativePaths.DistinctBy(static path => path[..(path.LastIndexOf('/') + 1)]))
        {
            if (FindForeign(fileSystem, layout, path) is { } folder)
            {
                throw new FileSystemException(
                    FileSystemError.NotARegularFile, "open", folder, 0,
                    "it is not a folder but a link or a file; it is not followed. Replace it by a folder.");
            }
        }
    }
}
