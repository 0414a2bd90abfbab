using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RepoTickets;
using RepoTickets.LogTriage;
using RepoTickets.LogTriage.Processing;
using RepoTickets.Storage.FileSystem;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds log triage to a composition.</summary>
public static class LogTriageBuilderExtensions
{
    /// <summary>
    /// Adds <see cref="ILogProcessor"/> with what it needs: grouping, the rules as analyzer, and the store of the composition as target. What
    /// the host has registered itself (<see cref="ITicketSink"/>, <see cref="ILogAnalyzer"/>, <see cref="ILogGrouper"/>,
    /// <see cref="IDuplicateStrategy"/>) goes first. Calling it again changes options and adds nothing.
    /// </summary>
    public static IRepoTicketsBuilder AddLogTriage(this IRepoTicketsBuilder builder, Action<TriageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.AddLogRedaction().Services;
        services.AddOptions();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TriageOptions>, TriageOptionsRules>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton<ILogAnalyzer, RuleBasedAnalyzer>();
        services.TryAddKeyedSingleton<ILogAnalyzer, RuleBasedAnalyzer>(RemotesBuilderExtensions.FallbackAnalyzerKey);
        services.TryAddSingleton<ITicketSink>(static provider => new StoreTicketSink(
            provider.GetRequiredService<ITicketStore>(),
            provider.GetRequiredService<IOptions<StoreSinkOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IIdentifierGenerator>()));
        services.TryAddSingleton<ILogProcessor>(static provider => new LogProcessor(MakeParts(provider)));
        return builder;
    }

    /// <summary>Sets the options of triage and of the remotes from settings; what the host sets after this goes first.</summary>
    public static IRepoTicketsBuilder AddTriageSettings(this IRepoTicketsBuilder builder, TriageSettings settings)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(settings);
        builder.Services.Configure<TriageOptions>(settings.ApplyTo);
        builder.Services.Configure<DatadogOptions>(settings.ApplyTo);
        builder.Services.Configure<JiraOptions>(settings.ApplyTo);
        builder.Services.Configure<ChatAnalyzerOptions>(settings.ApplyTo);
        return builder;
    }

    /// <summary>Adds a strategy; it is asked when the options name it, in the place of a built-in one of the same name.</summary>
    /// <typeparam name="TStrategy">The strategy.</typeparam>
    /// <param name="builder">The composition.</param>
    public static IRepoTicketsBuilder AddDuplicateStrategy<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStrategy>(
        this IRepoTicketsBuilder builder)
        where TStrategy : class, IDuplicateStrategy
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IDuplicateStrategy, TStrategy>());
        return builder;
    }

    private static TriageParts MakeParts(IServiceProvider provider) => new()
    {
        Grouper = provider.GetService<ILogGrouper>(),
        Analyzer = provider.GetRequiredService<ILogAnalyzer>(),
        Sink = provider.GetRequiredService<ITicketSink>(),
        GroupingOptions = provider.GetRequiredService<IOptions<LogGrouperOptions>>().Value,
        Options = provider.GetRequiredService<IOptions<TriageOptions>>().Value,
        Time = provider.GetRequiredService<TimeProvider>(),
        Ids = provider.GetRequiredService<IIdentifierGenerator>(),
        Logger = provider.GetService<ILoggerFactory>()?.CreateLogger("RepoTickets.LogTriage") ?? NullLogger.Instance,
        Files = PlatformFileSystem.Create(),
        Redactor = provider.GetRequiredService<ILogRedactor>(),
        Events = provider.GetService<IEventPublisher>(),
        Strategies = [.. provider.GetServices<IDuplicateStrategy>()],
    };
}
