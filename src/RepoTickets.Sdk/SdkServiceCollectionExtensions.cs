using RepoTickets;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds all of RepoTickets to a host at once.</summary>
public static class SdkServiceCollectionExtensions
{
    /// <summary>
    /// Adds the store of a repository with events, batches, agents, claims and workflows, all with their default options. To set options,
    /// or to have only some of them, use <c>AddRepoTickets</c> and name the packages; calls for one composition add up, so
    /// <paramref name="configure"/> may also set options of what is added here.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="repositoryPath">A folder of the repository, such as <c>"."</c>.</param>
    /// <param name="configure">Adds more or sets options; null for nothing.</param>
    public static IServiceCollection AddRepoTicketsSdk(
        this IServiceCollection services, string repositoryPath, Action<IRepoTicketsBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(repositoryPath);
        return services.AddRepoTickets(tickets =>
        {
            tickets.AddStorage(repositoryPath).AddEvents().AddBatch().AddAgents().AddClaims().AddWorkflows();
            configure?.Invoke(tickets);
        });
    }
}
