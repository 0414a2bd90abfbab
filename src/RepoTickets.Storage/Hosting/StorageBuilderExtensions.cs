using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RepoTickets;
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
        services.AddOptions();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(static provider => new FileTicketStore(new(
            provider.GetRequiredService<IOptions<StorageOptions>>().Value, MakeEnvironment(provider))));
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
        return environment with { Observers = new(provider.GetServices<IStoreObserver>, logger) };
    }
}
