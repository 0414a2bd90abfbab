using Microsoft.Extensions.DependencyInjection.Extensions;
using RepoTickets;
using RepoTickets.Hosting;
using RepoTickets.Workflows;
using RepoTickets.Workflows.Claims;
using RepoTickets.Workflows.Hosting;
using RepoTickets.Workflows.Ready;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds claims to a composition.</summary>
public static class ClaimBuilderExtensions
{
    /// <summary>
    /// Adds <see cref="IClaims"/> and <see cref="IReadyIndex"/> on the host's <see cref="ITicketStore"/>. Calling it again adds nothing.
    /// </summary>
    /// <param name="builder">The composition; it needs a store, such as that of <c>AddStorage</c>.</param>
    public static IRepoTicketsBuilder AddClaims(this IRepoTicketsBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        builder.RequireStore(nameof(AddClaims));
        services.TryAddWorkflowsTelemetry();
        services.TryAddSingleton(static provider => new LeaseExpiry(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IReadyIndex>(static provider => new StoreReadyIndex(
            provider.GetStore(nameof(AddClaims)), provider.GetRequiredService<LeaseExpiry>()));
        services.TryAddSingleton<IClaims>(static provider => new StoreClaims(
            new ClaimEnvironment(
                provider.GetStore(nameof(AddClaims)),
                provider.GetRequiredService<LeaseExpiry>(),
                provider.GetRequiredService<TimeProvider>(),
                WorkflowsTelemetryRegistration.LoggerOf(provider, "RepoTickets.Workflows.Claims"))
            {
                Telemetry = provider.GetRequiredService<WorkflowsTelemetry>(),
            },
            provider.GetRequiredService<IReadyIndex>()));
        return builder;
    }
}
