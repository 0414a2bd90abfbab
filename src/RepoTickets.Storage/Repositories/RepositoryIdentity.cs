namespace RepoTickets.Storage.Repositories;

/// <summary>Who works where: what new tickets take as reporter and branch. Never empty; where nothing is configured, fallbacks.</summary>
/// <param name="Branch">The current branch.</param>
/// <param name="UserName">The user's name.</param>
/// <param name="UserEmail">The user's e-mail address.</param>
internal sealed record RepositoryIdentity(string Branch, string UserName, string UserEmail);
