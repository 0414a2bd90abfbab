using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RepoTickets;
using RepoTickets.Events;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the event bus to a composition.</summary>
public static class EventsBuilderExtensions
{
    /// <summary>
    /// Adds the bus as <see cref="IEventBus"/> and <see cref="IEventPublisher"/>. With a host it begins to follow the store when the host
    /// starts. Calling it again changes options and adds nothing.
    /// </summary>
    public static IRepoTicketsBuilder AddEvents(this IRepoTicketsBuilder builder, Action<EventsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EventsOptions>, EventsOptionsRules>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton<IEventTypes>(static provider => new DefinedEventTypes(provider.GetServices<EventDefinition>()));
        services.TryAddSingleton(MakeBus);
        services.TryAddSingleton<IEventBus>(static provider => provider.GetRequiredService<EventBus>());
        services.TryAddSingleton<IEventPublisher>(static provider => provider.GetRequiredService<EventBus>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EventBusStarter>());
        return builder;
    }

    /// <summary>
    /// Adds a handler of events with this payload, and the bus. It is resolved anew for each event, in a scope of its own; unless the host has
    /// registered it otherwise, it is registered as scoped. Adding the same handler again changes nothing.
    /// </summary>
    /// <typeparam name="TData">The payload.</typeparam>
    /// <typeparam name="THandler">The handler.</typeparam>
    /// <param name="builder">The composition.</param>
    /// <param name="options">The queue, retries and a filter; null for the defaults. Its default name is that of the handler's type.</param>
    public static IRepoTicketsBuilder AddEventHandler<TData, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IRepoTicketsBuilder builder, SubscriptionOptions? options = null)
        where TData : notnull
        where THandler : class, IEventHandler<TData>
    {
        builder.AddEvents();
        builder.Services.TryAddScoped<THandler>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<EventHandlerRegistration>(
            new EventHandlerRegistration<TData, THandler>(SubscriptionRules.Check(options))));
        return builder;
    }

    private static EventBus MakeBus(IServiceProvider provider)
    {
        var bus = new EventBus(new()
        {
            Types = provider.GetRequiredService<IEventTypes>(),
            Options = provider.GetRequiredService<IOptions<EventsOptions>>().Value,
            Time = provider.GetRequiredService<TimeProvider>(),
            Identifiers = provider.GetRequiredService<IIdentifierGenerator>(),
            Logger = provider.GetService<ILoggerFactory>()?.CreateLogger("RepoTickets.Events") ?? NullLogger.Instance,
            Feed = provider.GetService<IEventFeed>(),
            Json = provider.GetService<IEventJson>(),
            Meters = provider.GetService<IMeterFactory>(),
        });
        foreach (var registration in provider.GetServices<EventHandlerRegistration>())
        {
            registration.Subscribe(bus, provider);
        }

        return bus;
    }
}
