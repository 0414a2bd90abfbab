using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RepoTickets;
using RepoTickets.Events;
using RepoTickets.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health check of the event bus.</summary>
public static class EventsHealthBuilderExtensions
{
    /// <summary>The name of the check; in a named composition a dot and its name follow.</summary>
    public const string EventsHealthCheckName = "repotickets.events";

    /// <summary>
    /// Adds the check of the bus of <c>AddEvents</c> as a <see cref="HealthCheckRegistration"/> among the host's services: it follows the
    /// store, queues, dead letters. <c>docs/telemetry.md</c> shows how the service of health checks takes it up. Calling it again changes
    /// thresholds and adds nothing.
    /// </summary>
    /// <param name="builder">The composition; it needs <c>AddEvents</c>.</param>
    /// <param name="configure">Changes thresholds.</param>
    public static IRepoTicketsBuilder AddEventsHealth(this IRepoTicketsBuilder builder, Action<EventsHealthOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var name = builder.Name;
        var checkName = CheckedOptions.NameIn(name, EventsHealthCheckName);
        builder.AddCheckedOptions<EventsHealthOptions, EventsHealthOptionsRules>(configure);
        services.TryAddSingleton(provider => new EventsHealthCheck(
            provider.GetRequiredService<EventBus>(), provider.GetService<ITicketStore>(), provider.GetOptions<EventsHealthOptions>(name)));
        if (!services.Any(service =>
            !service.IsKeyedService && service.ImplementationInstance is HealthCheckRegistration known && known.Name == checkName))
        {
            // Health checks are the host's, whatever composition they belong to.
            services.AddSingleton(new HealthCheckRegistration(
                checkName, provider => provider.GetOf<EventsHealthCheck>(name), failureStatus: null, ["repotickets"]));
        }

        return builder;
    }
}
