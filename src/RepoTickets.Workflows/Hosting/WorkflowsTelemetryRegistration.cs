using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets.Telemetry;

namespace RepoTickets.Workflows.Hosting;

/// <summary>One telemetry for all that the package offers.</summary>
internal static class WorkflowsTelemetryRegistration
{
    internal static ILogger LoggerOf(IServiceProvider provider, string category) =>
        provider.GetService<ILoggerFactory>() is { } factory ? new SafeLogger(factory.CreateLogger(category)) : NullLogger.Instance;

    internal static void TryAddWorkflowsTelemetry(this IServiceCollection services) => services.TryAddSingleton(static provider =>
    {
        // Where a host has a performance report, it listens from the first operation on.
        _ = provider.GetService<IPerformanceReport>();
        return new WorkflowsTelemetry(
            provider.GetService<IMeterFactory>(),
            provider.GetRequiredService<TimeProvider>(),
            LoggerOf(provider, WorkflowsTelemetry.Name));
    });
}
