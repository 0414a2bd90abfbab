using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Repositories;

/// <summary>
/// Reads branches from the repository's own files where these are stable, and settings through the repository's own tool.
/// </summary>
internal sealed class RepositoryIdentitySource : IRepositoryIdentitySource
{
    private readonly IFileSystem _files;
    private readonly Func<string, string?> _readVariable;
    private readonly GitIdentity _git;
    private readonly MercurialIdentity _mercurial;
    private readonly JujutsuIdentity _jujutsu;

    /// <param name="files">Where the repository is.</param>
    /// <param name="commands">Runs git, hg and jj.</param>
    /// <param name="readVariable">Reads an environment variable.</param>
    internal RepositoryIdentitySource(IFileSystem files, ICommandRunner commands, Func<string, string?> readVariable)
    {
        _files = files;
        _readVariable = readVariable;
        _git = new GitIdentity(files, commands);
        _mercurial = new MercurialIdentity(files, commands);
        _jujutsu = new JujutsuIdentity(commands);
    }

    /// <summary>The source for this machine.</summary>
    internal static RepositoryIdentitySource Create(IFileSystem files, TimeProvider timeProvider) =>
        new(files, new CommandRunner(timeProvider), Environment.GetEnvironmentVariable);

    public async ValueTask<RepositoryIdentity> GetAsync(string repositoryRoot, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var kind = FindKind(repositoryRoot);
        var found = kind switch
        {
            RepositoryKind.Git => await _git.ReadAsync(repositoryRoot, cancellationToken).ConfigureAwait(false),
            RepositoryKind.Mercurial => await _mercurial.ReadAsync(repositoryRoot, cancellationToken).ConfigureAwait(false),
            RepositoryKind.Jujutsu => await _jujutsu.ReadAsync(repositoryRoot, cancellationToken).ConfigureAwait(false),
            _ => default,
        };
        var name = found.UserName ?? SystemUser() ?? "unknown";
        var branch = found.Branch ?? (kind == RepositoryKind.Mercurial ? "default" : "main");
        return new RepositoryIdentity(branch, name, found.UserEmail ?? $"{name}@localhost");
    }

    private RepositoryKind? FindKind(string root)
    {
        try
        {
            return new RepositoryLocator(_files).FindKind(root);
        }
        catch (FileSystemException)
        {
            // A folder that cannot be looked into has no identity of its own; the fallbacks serve.
            return null;
        }
    }

    private string? SystemUser() => IdentityText.Clean(_readVariable("USER")) ?? IdentityText.Clean(_readVariable("USERNAME"));
}
