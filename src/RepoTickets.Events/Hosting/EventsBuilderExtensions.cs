using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets.Telemetry;
using RepoTickets;
using RepoTickets.Events;
using RepoTickets.Events.Derivation;
using RepoTickets.Events.DurableLog;
using RepoTickets.Events.Feed;
using RepoTickets.Hosting;
using RepoTickets.Storage.FileSystem;

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
        var name = builder.Name;
        builder.AddCheckedOptions<EventsOptions, EventsOptionsRules>(configure);
        services.TryAddSingleton(static provider => new EventCatalog(provider.GetServices<EventDefinition>()));
        services.TryAddSingleton<IEventTypes>(static provider => provider.GetRequiredService<EventCatalog>());
        services.TryAddSingleton(static provider => new EventJson(provider.GetRequiredService<EventCatalog>()));
        services.TryAddSingleton(static provider => new StoreEventSource(LoggerOf(provider)));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStoreObserver, StoreEventSource>(
            static provider => provider.GetRequiredService<StoreEventSource>()));
        services.TryAddSingleton<IEventDerivation>(static provider => new EventDerivation(provider.GetRequiredService<EventJson>()));
        services.TryAddSingleton(provider => MakeBus(provider, name));
        services.TryAddSingleton<IEventBus>(static provider => provider.GetRequiredService<EventBus>());
        services.TryAddSingleton<IEventPublisher>(static provider => provider.GetRequiredService<IEventBus>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EventBusStarter>());
        return builder;
    }

    /// <summary>
    /// Adds a handler of events with this payload, and the bus. It is resolved anew for each event, in a scope of its own; unless the host
    /// has registered it otherwise, it is registered as scoped. Adding the same handler again changes nothing.
    /// </summary>
    /// <typeparam name="TData">The payload.</typeparam>
    /// <typeparam name="THandler">The handler.</typeparam>
    /// <param name="builder">The composition.</param>
    /// <param name="options">The queue, retries and a filter; null for the defaults. Its default name is that of the handler's
    /// type.</param>
    public static IRepoTicketsBuilder AddEventHandler<
        TData, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
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

    /// <summary>
    /// Keeps events in files, as <see cref="IEventLog"/>: for replay, and for named subscribers that go on where they were after a restart.
    /// Adds the bus as well. Calling it again changes options and adds nothing.
    /// </summary>
    /// <param name="builder">The composition.</param>
    /// <param name="configure">Names the folder, which has no default.</param>
    public static IRepoTicketsBuilder AddEventLog(this IRepoTicketsBuilder builder, Action<EventLogOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        builder.AddEvents();
        var services = builder.Services;
        var name = builder.Name;
        builder.AddCheckedOptions<EventLogOptions, EventLogOptionsRules>(configure);
        services.TryAddSingleton(provider =>
        {
            var options = provider.GetOptions<EventLogOptions>(name);
            return new EventLog(new(
                new(PlatformFileSystem.Create(), options.Folder),
                options,
                provider.GetRequiredService<EventJson>(),
                provider.GetRequiredService<TimeProvider>(),
                LoggerOf(provider)));
        });
        services.TryAddSingleton<IEventLog>(static provider => provider.GetRequiredService<EventLog>());
        return builder;
    }

    private static ILogger LoggerOf(IServiceProvider provider) =>
        provider.GetService<ILoggerFactory>() is { } factory
            ? new ScrubbingLogger(factory.CreateLogger("RepoTickets.Events"))
            : NullLogger.Instance;

    /// <summary>
    /// A feed that the host has registered, else that of the store; null without a store, when only the log is to be opened.
    /// </summary>
    private static IEventFeed? FeedOf(IServiceProvider provider, EventLog? log)
    {
        if (provider.GetService<IEventFeed>() is { } given)
        {
            return given;
        }

        if (provider.GetService<ITicketStore>() is not { } store)
        {
            return log is null ? null : new LogFeed(log);
        }

        var commits = new CommitEventSource(
            store.Feed, provider.GetRequiredService<IIdentifierGenerator>(), provider.GetRequiredService<TimeProvider>(),
            LoggerOf(provider));
        return new StoreEventFeed(commits, provider.GetRequiredService<StoreEventSource>(), log);
    }

    private static EventBus MakeBus(IServiceProvider provider, string name)
    {
        // Where a host has a performance report, it listens from the first operation on.
        _ = provider.GetService<IPerformanceReport>();
        var log = provider.GetService<EventLog>();
        var bus = new EventBus(new()
        {
            Types = provider.GetRequiredService<IEventTypes>(),
            Options = provider.GetOptions<EventsOptions>(name),
            Time = provider.GetRequiredService<TimeProvider>(),
            Identifiers = provider.GetRequiredService<IIdentifierGenerator>(),
            Logger = LoggerOf(provider),
            Feed = FeedOf(provider, log),
            Json = provider.GetRequiredService<EventJson>(),
            Meters = provider.GetService<IMeterFactory>(),
        });
        log?.Attach(bus);
        foreach (var registration in provider.GetServices<EventHandlerRegistration>())
        {
            registration.Subscribe(bus, provider);
        }

        return bus;
    }
}
