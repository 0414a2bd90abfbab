using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RepoTickets;
using RepoTickets.Hosting;
using RepoTickets.Storage;
using RepoTickets.Storage.Health;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the store's health check.</summary>
public static class StoreHealthBuilderExtensions
{
    /// <summary>The name of the check; in a named composition a dot and its name follow.</summary>
    public const string StoreHealthCheckName = "repotickets.store";

    /// <summary>
    /// Adds the check of the store of <c>AddStorage</c> as a <see cref="HealthCheckRegistration"/> among the host's services: readable,
    /// writable, journal, free space, files that cannot be read. <c>docs/telemetry.md</c> shows how the service of health checks takes it
    /// up. Calling it again changes thresholds and adds nothing.
    /// </summary>
    /// <param name="builder">The composition; it needs <c>AddStorage</c>.</param>
    /// <param name="configure">Changes thresholds.</param>
    public static IRepoTicketsBuilder AddStoreHealth(this IRepoTicketsBuilder builder, Action<StoreHealthOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var name = builder.Name;
        var checkName = CheckedOptions.NameIn(name, StoreHealthCheckName);
        builder.AddCheckedOptions<StoreHealthOptions, StoreHealthOptionsValidator>(configure);
        services.TryAddSingleton(provider => new StoreHealthCheck(
            provider.GetRequiredService<FileTicketStore>(),
            provider.GetOptions<StoreHealthOptions>(name),
            provider.GetRequiredService<TimeProvider>()));
        if (!services.Any(service =>
            !service.IsKeyedService && service.ImplementationInstance is HealthCheckRegistration known && known.Name == checkName))
        {
            // Health checks are the host's, whatever composition they belong to.
            services.AddSingleton(new HealthCheckRegistration(
                checkName, provider => provider.GetOf<StoreHealthCheck>(name), failureStatus: null, ["repotickets"]));
        }

        return builder;
    }
}
