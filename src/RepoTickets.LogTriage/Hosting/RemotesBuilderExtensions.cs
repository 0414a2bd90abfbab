using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RepoTickets;
using RepoTickets.LogTriage;
using RepoTickets.LogTriage.Datadog;
using RepoTickets.LogTriage.Health;
using RepoTickets.LogTriage.Hosting;
using RepoTickets.LogTriage.Http;
using RepoTickets.LogTriage.Jira;
using RepoTickets.LogTriage.Models;
using RepoTickets.LogTriage.Redaction;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the remotes of log triage to a composition. Each may be called before or after the one that adds triage itself.</summary>
public static class RemotesBuilderExtensions
{
    /// <summary>Adds redaction as <see cref="ILogRedactor"/>. Calling it again changes options and adds nothing.</summary>
    /// <param name="builder">The composition.</param>
    /// <param name="configure">Changes options.</param>
    public static IRepoTicketsBuilder AddLogRedaction(this IRepoTicketsBuilder builder, Action<RedactionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddOptions<RedactionOptions, RedactionOptionsRules>(builder.Services, configure);
        builder.Services.TryAddSingleton<ILogRedactor>(static provider =>
            new LogRedactor(provider.GetRequiredService<IOptions<RedactionOptions>>().Value));
        return builder;
    }

    /// <summary>
    /// Adds the search of Datadog's logs as an <see cref="ILogSource"/>, with a health check. Calling it again changes options and adds
    /// nothing.
    /// </summary>
    /// <param name="builder">The composition.</param>
    /// <param name="configure">Names keys and services, unless the host's configuration does.</param>
    public static IRepoTicketsBuilder AddDatadogSource(this IRepoTicketsBuilder builder, Action<DatadogOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        AddOptions<DatadogOptions, DatadogOptionsRules>(services, configure);
        if (services.Any(static service => service.ServiceType == typeof(DatadogClient)))
        {
            return builder;
        }

        AddClient<DatadogOptions>(services, "Datadog", static options => (options.BaseAddress, options.Remote));
        services.AddSingleton(static provider =>
        {
            var options = provider.GetRequiredService<IOptions<DatadogOptions>>().Value;
            string[] secrets = [options.ApiKey, options.ApplicationKey];
            return new DatadogClient(new(Settings(provider, "Datadog", options.BaseAddress, options.Remote, secrets, request =>
            {
                request.Headers.TryAddWithoutValidation("DD-API-KEY", options.ApiKey);
                request.Headers.TryAddWithoutValidation("DD-APPLICATION-KEY", options.ApplicationKey);
            })), options);
        });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ILogSource, DatadogLogSource>(static provider => new(
            provider.GetRequiredService<DatadogClient>(),
            provider.GetRequiredService<IOptions<DatadogOptions>>().Value,
            provider.GetRequiredService<TimeProvider>())));
        services.AddSingleton(static provider =>
            new RemoteHealthCheck("datadog", new DatadogHealthCheck(provider.GetRequiredService<DatadogClient>())));
        return builder;
    }

    /// <summary>
    /// Files tickets in Jira Cloud: takes the place of whatever <see cref="ITicketSink"/> there is, and adds a health check. Calling it
    /// again
    /// changes options and adds nothing.
    /// </summary>
    /// <param name="builder">The composition.</param>
    /// <param name="configure">Names domain, user, token and project, unless the host's configuration does.</param>
    public static IRepoTicketsBuilder AddJiraSink(this IRepoTicketsBuilder builder, Action<JiraOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        AddOptions<JiraOptions, JiraOptionsRules>(services, configure);
        if (services.Any(static service => service.ServiceType == typeof(JiraRemote)))
        {
            return builder;
        }

        AddClient<JiraOptions>(services, "Jira", static options => (options.BaseAddress, options.Remote));
        services.AddSingleton(static provider =>
        {
            var options = provider.GetRequiredService<IOptions<JiraOptions>>().Value;
            var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{options.ApiToken}"));
            return new JiraRemote(new(Settings(
                provider, "Jira", options.BaseAddress, options.Remote, [options.ApiToken, credentials],
                request => request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials), JiraClient.ReadError)));
        });
        services.RemoveAll<ITicketSink>();
        services.AddSingleton<ITicketSink>(static provider => new JiraTicketSink(
            new(provider.GetRequiredService<JiraRemote>().Client), provider.GetRequiredService<IOptions<JiraOptions>>().Value));
        services.AddSingleton(static provider =>
            new RemoteHealthCheck("jira", new JiraHealthCheck(provider.GetRequiredService<JiraRemote>().Client)));
        return builder;
    }

    /// <summary>
    /// Lets the host's <see cref="IChatClient"/> judge groups: takes the place of whatever <see cref="ILogAnalyzer"/> there is, keeps
    /// answers in
    /// the host's <see cref="IAnalysisCache"/> or in memory, and adds a health check and redaction. What judges when the model does not is
    /// the
    /// <see cref="ILogAnalyzer"/> registered under the key <see cref="FallbackAnalyzerKey"/>. Calling it again changes options and adds
    /// nothing.
    /// </summary>
    /// <param name="builder">The composition.</param>
    /// <param name="configure">Changes options.</param>
    public static IRepoTicketsBuilder AddChatAnalyzer(this IRepoTicketsBuilder builder, Action<ChatAnalyzerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.AddLogRedaction().Services;
        AddOptions<ChatAnalyzerOptions, ChatAnalyzerOptionsRules>(services, configure);
        if (services.Any(static service => service.ServiceType == typeof(ChatModelAnalyzer)))
        {
            return builder;
        }

        services.TryAddSingleton<IAnalysisCache>(static provider =>
            new MemoryAnalysisCache(provider.GetRequiredService<IOptions<ChatAnalyzerOptions>>().Value.CacheCapacity));
        services.AddSingleton(static provider => new ChatModelAnalyzer(new()
        {
            Model = provider.GetRequiredService<IChatClient>(),
            Options = provider.GetRequiredService<IOptions<ChatAnalyzerOptions>>().Value,
            Cache = provider.GetRequiredService<IAnalysisCache>(),
            Fallback = provider.GetKeyedService<ILogAnalyzer>(FallbackAnalyzerKey),
            Redactor = provider.GetRequiredService<ILogRedactor>(),
            Time = provider.GetRequiredService<TimeProvider>(),
            Logger = LoggerOf(provider),
        }));
        services.RemoveAll<ILogAnalyzer>();
        services.AddSingleton<ILogAnalyzer>(static provider => provider.GetRequiredService<ChatModelAnalyzer>());
        services.AddSingleton(static provider => new RemoteHealthCheck("model", new ModelHealthCheck(
            provider.GetRequiredService<IChatClient>(),
            provider.GetRequiredService<ChatModelAnalyzer>(),
            provider.GetRequiredService<TimeProvider>())));
        return builder;
    }

    /// <summary>The key of the analyzer that judges when the model does not.</summary>
    public const string FallbackAnalyzerKey = "repotickets-fallback";

    private static void AddOptions<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions,
        TRules>(IServiceCollection services, Action<TOptions>? configure)
        where TOptions : class
        where TRules : class, IValidateOptions<TOptions>, new()
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TRules>(static _ => new TRules()));
        var options = services.AddOptions<TOptions>();
        options.ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }
    }

    /// <summary>The factory's own logging goes: it writes addresses, and at its finest level headers.</summary>
    private static void AddClient<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        IServiceCollection services, string name, Func<TOptions, (Uri Address, RemoteOptions Remote)> of)
        where TOptions : class => services
            .AddHttpClient(name, static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(provider =>
            {
                var (address, remote) = of(provider.GetRequiredService<IOptions<TOptions>>().Value);
                return GuardedConnection.CreateHandler(address, remote.AllowPrivateNetworks);
            });

    private static RemoteSettings Settings(
        IServiceProvider provider,
        string name,
        Uri address,
        RemoteOptions remote,
        IEnumerable<string> secrets,
        Action<HttpRequestMessage> authorize,
        Func<string, string>? readError = null) => new()
        {
            Name = name,
            Address = address,
            Options = remote,
            Clients = provider.GetRequiredService<IHttpClientFactory>(),
            Time = provider.GetRequiredService<TimeProvider>(),
            Logger = LoggerOf(provider),
            Authorize = authorize,
            Scrubber = new(secrets),
            ReadError = readError ?? (static body => body),
        };

    private static ILogger LoggerOf(IServiceProvider provider) =>
        provider.GetService<ILoggerFactory>()?.CreateLogger("RepoTickets.LogTriage") ?? NullLogger.Instance;
}
