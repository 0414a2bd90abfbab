using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets;
using RepoTickets.Hosting;
using RepoTickets.Storage;
using RepoTickets.Storage.Opening;
using RepoTickets.Telemetry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the store on files to a composition.</summary>
public static class StorageBuilderExtensions
{
    /// <summary>
    /// Adds the store of the repository that <paramref name="repositoryPath"/> lies in, as <see cref="ITicketStore"/> and
    /// <see cref="IStoreMaintenance"/>. It is opened when it is first used and closed with the host.
    /// </summary>
    public static IRepoTicketsBuilder AddStorage(this IRepoTicketsBuilder builder, string repositoryPath) =>
        builder.AddStorage(options => options.RepositoryPath = repositoryPath);

    /// <summary>Adds the store with options. Calling it again changes options and adds nothing.</summary>
    public static IRepoTicketsBuilder AddStorage(this IRepoTicketsBuilder builder, Action<StorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var name = builder.Name;
        builder.AddCheckedOptions<StorageOptions, StorageOptionsValidator>(configure);
        services.TryAddSingleton(
            provider => new FileTicketStore(new(provider.GetOptions<StorageOptions>(name), MakeEnvironment(provider))));
        services.TryAddSingleton<ITicketStore>(static provider => provider.GetRequiredService<FileTicketStore>());
        services.TryAddSingleton<IStoreMaintenance>(static provider => provider.GetRequiredService<FileTicketStore>());
        return builder;
    }

    private static StoreEnvironment MakeEnvironment(IServiceProvider provider)
    {
        // Where a host has a performance report, it listens from the first operation on.
        _ = provider.GetService<IPerformanceReport>();
        ILogger logger = provider.GetService<ILoggerFactory>() is { } factory
            ? new SafeLogger(factory.CreateLogger(StorageTelemetry.Name))
            : NullLogger.Instance;
        var environment = TicketStore.DefaultEnvironment(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IIdentifierGenerator>(), logger,
            provider.GetService<IMeterFactory>());
        return environment with
        {
            Observers = new(provider.GetServices<IStoreObserver>, logger),
            Cache = provider.GetService<ITicketCache>(),
        };
    }
}
