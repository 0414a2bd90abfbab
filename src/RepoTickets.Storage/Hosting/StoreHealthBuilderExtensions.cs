using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using RepoTickets;
using RepoTickets.Storage;
using RepoTickets.Storage.Health;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the store's health check.</summary>
public static class StoreHealthBuilderExtensions
{
    /// <summary>The name of the check.</summary>
    public const string StoreHealthCheckName = "repotickets.store";

    /// <summary>
    /// Adds the check of the store of <c>AddStorage</c> as a <see cref="HealthCheckRegistration"/> among the host's services: readable,
    /// writable, journal, free space, files that cannot be read. <c>docs/telemetry.md</c> shows how the service of health checks takes it up.
    /// Calling it again changes thresholds and adds nothing.
    /// </summary>
    /// <param name="builder">The composition; it needs <c>AddStorage</c>.</param>
    /// <param name="configure">Changes thresholds.</param>
    public static IRepoTicketsBuilder AddStoreHealth(this IRepoTicketsBuilder builder, Action<StoreHealthOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StoreHealthOptions>, StoreHealthOptionsValidator>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(static provider => new StoreHealthCheck(
            provider.GetRequiredService<FileTicketStore>(),
            provider.GetRequiredService<IOptions<StoreHealthOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        if (!services.Any(static service => !service.IsKeyedService && service.ImplementationInstance is HealthCheckRegistration { Name: StoreHealthCheckName }))
        {
            services.AddSingleton(new HealthCheckRegistration(
                StoreHealthCheckName, static provider => provider.GetRequiredService<StoreHealthCheck>(), failureStatus: null, ["repotickets"]));
        }

        return builder;
    }
}
