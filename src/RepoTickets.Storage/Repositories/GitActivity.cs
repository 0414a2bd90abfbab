using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Repositories;

/// <summary>
/// Tells whether git is changing the work tree: files that are missing or half written meanwhile are in flux and not yet corrupt or
/// deleted.
/// </summary>
internal static class GitActivity
{
    /// <summary>
    /// Whether git holds its index lock. False where there is no git repository; a lock that a dead git left counts as work.
    /// </summary>
    /// <exception cref="FileSystemException">Git's folder cannot be looked into.</exception>
    internal static bool IsGitAtWork(IFileSystem files, string repositoryRoot) => FindLock(files, repositoryRoot) is not null;

    /// <summary>Git's index lock; null when there is none.</summary>
    /// <exception cref="FileSystemException">Git's folder cannot be looked into.</exception>
    internal static FileStatus? FindLock(IFileSystem files, string repositoryRoot) =>
        GitDirectory.Find(files, repositoryRoot) is { } folder ? files.GetStatus(Path.Join(folder, "index.lock")) : null;
}
