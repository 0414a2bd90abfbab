namespace RepoTickets.Storage.Repositories;

/// <summary>What a repository tells; null for what it does not.</summary>
internal readonly record struct FoundIdentity(string? Branch, string? UserName, string? UserEmail);
