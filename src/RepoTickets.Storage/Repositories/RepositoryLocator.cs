using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Repositories;

/// <summary>Finds the repository that a folder belongs to.</summary>
internal sealed class RepositoryLocator(IFileSystem files)
{
    // In this order on each level: a jj repository usually has a .git beside its .jj.
    private static readonly (string Name, RepositoryKind Kind)[] Marks =
    [
        (".jj", RepositoryKind.Jujutsu),
        (".git", RepositoryKind.Git),
        (".hg", RepositoryKind.Mercurial),
    ];

    /// <summary>The first repository from a folder upwards, the root of the file system included; null when there is none.</summary>
    /// <param name="startFolder">An absolute path. It need not exist.</param>
    /// <exception cref="FileSystemException">A folder on the way cannot be looked into.</exception>
    internal RepositoryLocation? Find(string startFolder)
    {
        var start = Path.TrimEndingDirectorySeparator(Path.GetFullPath(startFolder));
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (FindKind(folder) is { } kind)
            {
                return new RepositoryLocation(folder, kind);
            }
        }

        return null;
    }

    /// <summary>What keeps the history of exactly this folder; null when nothing does.</summary>
    internal RepositoryKind? FindKind(string folder)
    {
        foreach (var (name, kind) in Marks)
        {
            var type = files.GetStatus(Path.Join(folder, name))?.Type;
            if (type is FileType.Folder or FileType.Link || (type == FileType.Regular && kind == RepositoryKind.Git))
            {
                return kind;
            }
        }

        return null;
    }
}
