using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using RepoTickets;
using RepoTickets.Events;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health check of the event bus.</summary>
public static class EventsHealthBuilderExtensions
{
    /// <summary>The name of the check.</summary>
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
        services.AddOptions();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EventsHealthOptions>, EventsHealthOptionsRules>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(static provider => new EventsHealthCheck(
            provider.GetRequiredService<EventBus>(), provider.GetService<ITicketStore>(), provider.GetRequiredService<IOptions<EventsHealthOptions>>()));
        if (!services.Any(static service => !service.IsKeyedService && service.ImplementationInstance is HealthCheckRegistration { Name: EventsHealthCheckName }))
        {
            services.AddSingleton(new HealthCheckRegistration(
                EventsHealthCheckName, static provider => provider.GetRequiredService<EventsHealthCheck>(), failureStatus: null, ["repotickets"]));
        }

        return builder;
    }
}
