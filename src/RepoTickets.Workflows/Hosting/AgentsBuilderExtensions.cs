using Microsoft.Extensions.DependencyInjection.Extensions;
using RepoTickets;
using RepoTickets.Hosting;
using RepoTickets.Workflows;
using RepoTickets.Workflows.Distribution;
using RepoTickets.Workflows.Hosting;
using RepoTickets.Workflows.Learning;
using RepoTickets.Workflows.Registry;
using RepoTickets.Workflows.Tasks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds agents to a composition.</summary>
public static class AgentsBuilderExtensions
{
    /// <summary>
    /// Adds <see cref="IAgentRegistry"/>, <see cref="IAgentTasks"/>, <see cref="ITaskDistributor"/> and <see cref="IAgentLearning"/> on the
    /// host's <see cref="ITicketStore"/>. An <see cref="IAssignmentPolicy"/> that the host has registered replaces
    /// <see cref="LearnedPolicy"/>. Calling it again changes options and adds nothing.
    /// </summary>
    /// <param name="builder">The composition; it needs a store, such as that of <c>AddStorage</c>.</param>
    /// <param name="configure">Changes options.</param>
    public static IRepoTicketsBuilder AddAgents(this IRepoTicketsBuilder builder, Action<AgentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var name = builder.Name;
        builder.RequireStore(nameof(AddAgents));
        builder.AddCheckedOptions<AgentOptions, AgentOptionsValidator>(configure);
        services.TryAddWorkflowsTelemetry();
        services.TryAddSingleton(provider => new AgentEnvironment(
            provider.GetStore(nameof(AddAgents)),
            provider.GetOptions<AgentOptions>(name),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IIdentifierGenerator>())
        {
            Telemetry = provider.GetRequiredService<WorkflowsTelemetry>(),
        });
        services.TryAddSingleton<IAssignmentPolicy>(static _ => new LearnedPolicy());
        services.TryAddSingleton<IAgentRegistry>(
            static provider => new StoreAgentRegistry(provider.GetRequiredService<AgentEnvironment>()));
        services.TryAddSingleton<IAgentTasks>(static provider => new StoreAgentTasks(provider.GetRequiredService<AgentEnvironment>()));
        services.TryAddSingleton<ITaskDistributor>(static provider => new StoreTaskDistributor(
            provider.GetRequiredService<AgentEnvironment>(), provider.GetRequiredService<IAssignmentPolicy>()));
        services.TryAddSingleton<IAgentLearning>(static provider => new StoreAgentLearning(
            provider.GetRequiredService<AgentEnvironment>(), provider.GetRequiredService<IAssignmentPolicy>()));
        return builder;
    }
}
