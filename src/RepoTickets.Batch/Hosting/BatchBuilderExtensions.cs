using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets;
using RepoTickets.Batch;
using RepoTickets.Batch.Execution;
using RepoTickets.Batch.Files;
using RepoTickets.Batch.Hosting;
using RepoTickets.Hosting;
using RepoTickets.Telemetry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds batches to a composition.</summary>
public static class BatchBuilderExtensions
{
    /// <summary>
    /// Adds <see cref="IBatchExecutor"/> and <see cref="ITicketFiles"/> on the host's <see cref="ITicketStore"/>. Calling it again changes
    /// options and adds nothing.
    /// </summary>
    /// <param name="builder">The composition; it needs a store, such as that of <c>AddStorage</c>.</param>
    /// <param name="configure">Changes options.</param>
    public static IRepoTicketsBuilder AddBatch(this IRepoTicketsBuilder builder, Action<BatchOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var name = builder.Name;
        builder.RequireStore(nameof(AddBatch));
        builder.AddCheckedOptions<BatchOptions, BatchOptionsValidator>(configure);
        services.TryAddSingleton(static provider => new BatchTelemetry(
            provider.GetService<IMeterFactory>(), provider.GetRequiredService<TimeProvider>(), LoggerOf(provider)));
        services.TryAddSingleton(provider => MakeEnvironment(provider, name));
        services.TryAddSingleton<IBatchExecutor>(
            static provider => new StoreBatchExecutor(provider.GetRequiredService<BatchEnvironment>()));
        services.TryAddSingleton<ITicketFiles>(static provider => new StoreTicketFiles(provider.GetRequiredService<BatchEnvironment>()));
        return builder;
    }

    private static ILogger LoggerOf(IServiceProvider provider) =>
        provider.GetService<ILoggerFactory>() is { } factory
            ? new SafeLogger(factory.CreateLogger(BatchTelemetry.Name))
            : NullLogger.Instance;

    private static BatchEnvironment MakeEnvironment(IServiceProvider provider, string name)
    {
        // Where a host has a performance report, it listens from the first operation on.
        _ = provider.GetService<IPerformanceReport>();
        return new(
            provider.GetStore(nameof(AddBatch)),
            provider.GetOptions<BatchOptions>(name),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IIdentifierGenerator>(),
            provider.GetService<IEventPublisher>(),
            LoggerOf(provider))
        {
            Telemetry = provider.GetRequiredService<BatchTelemetry>(),
        };
    }
}
