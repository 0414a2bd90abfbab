using RepoTickets.Mcp.Policy;

namespace RepoTickets.Mcp.Hosting;

/// <summary>What a server is started with.</summary>
/// <param name="Repository">The folder that holds the store.</param>
/// <param name="Policy">What the client may do.</param>
internal sealed record ServerSettings(string Repository, AccessPolicy Policy);
