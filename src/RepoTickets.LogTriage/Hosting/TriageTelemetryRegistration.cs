using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets.Telemetry;

namespace RepoTickets.LogTriage.Hosting;

/// <summary>One telemetry for all that the package offers.</summary>
internal static class TriageTelemetryRegistration
{
    internal static ILogger LoggerOf(IServiceProvider provider) =>
        provider.GetService<ILoggerFactory>() is { } factory
            ? new SafeLogger(factory.CreateLogger(TriageTelemetry.Name))
            : NullLogger.Instance;

    internal static void TryAddTriageTelemetry(this IServiceCollection services) => services.TryAddSingleton(static provider =>
    {
        // Where a host has a performance report, it listens from the first operation on.
        _ = provider.GetService<IPerformanceReport>();
        return new TriageTelemetry(
            provider.GetService<IMeterFactory>(), provider.GetRequiredService<TimeProvider>(), LoggerOf(provider));
    });
}
