using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RepoTickets;
using RepoTickets.Hosting;
using RepoTickets.LogTriage;
using RepoTickets.LogTriage.Hosting;
using RepoTickets.LogTriage.Processing;
using RepoTickets.Storage.FileSystem;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds log triage to a composition.</summary>
public static class LogTriageBuilderExtensions
{
    /// <summary>
    /// Adds <see cref="ILogProcessor"/> with what it needs: grouping, the rules as analyzer, and the store of the composition as target.
    /// What the host has registered itself (<see cref="ITicketSink"/>, <see cref="ILogAnalyzer"/>, <see cref="ILogGrouper"/>,
    /// <see cref="IDuplicateStrategy"/>) goes first. Calling it again changes options and adds nothing.
    /// </summary>
    public static IRepoTicketsBuilder AddLogTriage(this IRepoTicketsBuilder builder, Action<TriageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.AddLogRedaction().Services;
        var name = builder.Name;
        builder.AddCheckedOptions<TriageOptions, TriageOptionsRules>(configure);
        services.TryAddTriageTelemetry();
        services.TryAddSingleton<ILogAnalyzer, RuleBasedAnalyzer>();
        services.TryAddKeyedSingleton<ILogAnalyzer, RuleBasedAnalyzer>(RemotesBuilderExtensions.FallbackAnalyzerKey);
        services.TryAddSingleton<ITicketSink>(provider => MakeStoreSink(provider, name));
        services.TryAddSingleton<ILogProcessor>(provider => new LogProcessor(MakeParts(provider, name)));
        return builder;
    }

    /// <summary>Sets the options of triage and of the remotes from settings; what the host sets after this goes first.</summary>
    public static IRepoTicketsBuilder AddTriageSettings(this IRepoTicketsBuilder builder, TriageSettings settings)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(settings);
        builder.Services.Configure<TriageOptions>(builder.Name, settings.ApplyTo);
        builder.Services.Configure<DatadogOptions>(builder.Name, settings.ApplyTo);
        builder.Services.Configure<JiraOptions>(builder.Name, settings.ApplyTo);
        builder.Services.Configure<ChatAnalyzerOptions>(builder.Name, settings.ApplyTo);
        return builder;
    }

    /// <summary>Adds a strategy; it is asked when the options name it, in the place of a built-in one of the same name.</summary>
    /// <typeparam name="TStrategy">The strategy.</typeparam>
    /// <param name="builder">The composition.</param>
    public static IRepoTicketsBuilder AddDuplicateStrategy<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStrategy>(
        this IRepoTicketsBuilder builder)
        where TStrategy : class, IDuplicateStrategy
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IDuplicateStrategy, TStrategy>());
        return builder;
    }

    /// <summary>A dry run opens no store that writes when it is opened.</summary>
    private static StoreTicketSink MakeStoreSink(IServiceProvider provider, string name)
    {
        var store = provider.GetStore(nameof(AddLogTriage));
        var isDry = provider.GetOptions<TriageOptions>(name).Mode == TriageMode.DryRun;
        return new StoreTicketSink(
            () => isDry && store is IReadOnlyTicketStoreSource source ? source.GetReadOnlyStore() : store,
            isDry,
            provider.GetOptions<StoreSinkOptions>(name),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IIdentifierGenerator>(),
            name);
    }

    private static TriageParts MakeParts(IServiceProvider provider, string name) => new()
    {
        Name = name,
        Grouper = provider.GetService<ILogGrouper>(),
        Analyzer = provider.GetRequiredService<ILogAnalyzer>(),
        Sink = provider.GetRequiredService<ITicketSink>(),
        GroupingOptions = provider.GetOptions<LogGrouperOptions>(name),
        Options = provider.GetOptions<TriageOptions>(name),
        Time = provider.GetRequiredService<TimeProvider>(),
        Ids = provider.GetRequiredService<IIdentifierGenerator>(),
        Logger = TriageTelemetryRegistration.LoggerOf(provider),
        Telemetry = provider.GetRequiredService<TriageTelemetry>(),
        Files = PlatformFileSystem.Create(),
        Redactor = provider.GetRequiredService<ILogRedactor>(),
        Events = provider.GetService<IEventPublisher>(),
        Strategies = [.. provider.GetServices<IDuplicateStrategy>()],
    };
}
