using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RepoTickets;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the performance report to a composition.</summary>
public static class PerformanceBuilderExtensions
{
    /// <summary>
    /// Adds <see cref="IPerformanceReport"/>. It listens from when the first package is used, or it is asked for itself. Calling it again
    /// changes options and adds nothing. With an <see cref="IMeterFactory"/> in the host's services (<c>AddMetrics</c>) it hears of the
    /// compositions of this host, without one of all in the process.
    /// </summary>
    /// <param name="builder">The composition.</param>
    /// <param name="configure">Changes options; they are checked when the report is made.</param>
    public static IRepoTicketsBuilder AddPerformanceReport(this IRepoTicketsBuilder builder, Action<PerformanceOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        // A composition has one of its own even without options: it must not take those of the default one.
        if (configure is not null || !builder.Services.Any(static service => service.ServiceType == typeof(PerformanceConfiguration)))
        {
            builder.Services.AddSingleton(new PerformanceConfiguration(configure ?? (static _ => { })));
        }

        builder.Services.TryAddSingleton<IPerformanceReport>(static provider =>
        {
            var options = new PerformanceOptions();
            foreach (var configuration in provider.GetServices<PerformanceConfiguration>())
            {
                configuration.Configure(options);
            }

            return new MeterPerformanceReport(options, provider.GetRequiredService<TimeProvider>(), provider.GetService<IMeterFactory>());
        });
        return builder;
    }
}
