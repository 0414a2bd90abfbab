using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Repositories;

/// <summary>Finds git's own folder: <c>.git</c>, or in a worktree or submodule what the file <c>.git</c> names.</summary>
internal static class GitDirectory
{
    private const string Mark = ".git";
    private const string Prefix = "gitdir:";

    /// <summary>The absolute path; null when the folder is no git repository or its <c>.git</c> leads nowhere.</summary>
    internal static string? Find(IFileSystem files, string repositoryRoot)
    {
        var mark = Path.Join(repositoryRoot, Mark);
        switch (files.GetStatus(mark)?.Type)
        {
            case FileType.Folder or FileType.Link:
                return mark;
            case FileType.Regular:
                return Follow(files, repositoryRoot, mark);
            default:
                return null;
        }
    }

    private static string? Follow(IFileSystem files, string repositoryRoot, string mark)
    {
        if (IdentityText.ReadFile(files, mark) is not { } text || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var target = text[Prefix.Length..].Trim();
        if (target.Length == 0)
        {
            return null;
        }

        var folder = Path.GetFullPath(target, repositoryRoot);
        return files.GetStatus(folder)?.Type is FileType.Folder or FileType.Link ? folder : null;
    }
}
