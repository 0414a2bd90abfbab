namespace RepoTickets.Storage.Repositories;

/// <summary>Tells who works in a repository and on which branch. Thread-safe.</summary>
internal interface IRepositoryIdentitySource
{
    /// <summary>
    /// The identity as it is now; nothing is kept. Missing tools, broken settings and time-outs give the fallbacks, no error.
    /// </summary>
    /// <param name="repositoryRoot">The top folder, absolute.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<RepositoryIdentity> GetAsync(string repositoryRoot, CancellationToken cancellationToken);
}
