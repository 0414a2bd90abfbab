namespace RepoTickets.Storage.Repositories;

internal enum RepositoryKind
{
    Jujutsu,
    Git,
    Mercurial,
}

/// <summary>A repository's top folder and what keeps its history.</summary>
internal readonly record struct RepositoryLocation(string Root, RepositoryKind Kind);
