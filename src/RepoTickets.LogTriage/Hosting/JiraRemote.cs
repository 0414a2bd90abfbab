using RepoTickets.LogTriage.Http;

namespace RepoTickets.LogTriage.Hosting;

/// <summary>The one client of Jira, whose budgets the sink and the health check share.</summary>
internal sealed record JiraRemote(RemoteClient Client);
