using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RepoTickets;
using RepoTickets.Hosting;
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
        var name = builder.Name;
        builder.AddCheckedOptions<RedactionOptions, RedactionOptionsRules>(configure);
        builder.Services.TryAddSingleton<ILogRedactor>(provider =>
            new LogRedactor(provider.GetOptions<RedactionOptions>(name)));
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
        var name = builder.Name;
        builder.AddCheckedOptions<DatadogOptions, DatadogOptionsRules>(configure);
        if (services.Any(static service => service.ServiceType == typeof(DatadogClient)))
        {
            return builder;
        }

        AddClient<DatadogOptions>(services, name, "Datadog", static options => (options.BaseAddress, options.Remote));
        services.AddSingleton(provider =>
        {
            var options = provider.GetOptions<DatadogOptions>(name);
            string[] secrets = [options.ApiKey, options.ApplicationKey];
            return new DatadogClient(new(Settings(provider, name, "Datadog", options.BaseAddress, options.Remote, secrets, request =>
            {
                request.Headers.TryAddWithoutValidation("DD-API-KEY", options.ApiKey);
                request.Headers.TryAddWithoutValidation("DD-APPLICATION-KEY", options.ApplicationKey);
            })), options);
        });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ILogSource, DatadogLogSource>(provider => new(
            provider.GetRequiredService<DatadogClient>(),
            provider.GetOptions<DatadogOptions>(name),
            provider.GetRequiredService<TimeProvider>(),
            name)));
        services.AddSingleton(provider =>
            new RemoteHealthCheck("datadog", new DatadogHealthCheck(provider.GetRequiredService<DatadogClient>())));
        return builder;
    }

    /// <summary>
    /// Files tickets in Jira Cloud: takes the place of whatever <see cref="ITicketSink"/> there is, and adds a health check. Calling it
    /// again changes options and adds nothing.
    /// </summary>
    /// <param name="builder">The composition.</param>
    /// <param name="configure">Names domain, user, token and project, unless the host's configuration does.</param>
    public static IRepoTicketsBuilder AddJiraSink(this IRepoTicketsBuilder builder, Action<JiraOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var name = builder.Name;
        builder.AddCheckedOptions<JiraOptions, JiraOptionsRules>(configure);
        if (services.Any(static service => service.ServiceType == typeof(JiraRemote)))
        {
            return builder;
        }

        AddClient<JiraOptions>(services, name, "Jira", static options => (options.BaseAddress, options.Remote));
        services.AddSingleton(provider =>
        {
            var options = provider.GetOptions<JiraOptions>(name);
            var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{options.ApiToken}"));
            return new JiraRemote(new(Settings(
                provider, name, "Jira", options.BaseAddress, options.Remote, [options.ApiToken, credentials],
                request => request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials), JiraClient.ReadError)));
        });
        services.RemoveAll<ITicketSink>();
        services.AddSingleton<ITicketSink>(provider => new JiraTicketSink(
            new(provider.GetRequiredService<JiraRemote>().Client), provider.GetOptions<JiraOptions>(name)));
        services.AddSingleton(provider =>
            new RemoteHealthCheck("jira", new JiraHealthCheck(provider.GetRequiredService<JiraRemote>().Client)));
        return builder;
    }

    /// <summary>
    /// Lets the host's <see cref="IChatClient"/> judge groups: takes the place of whatever <see cref="ILogAnalyzer"/> there is, keeps
    /// answers in the host's <see cref="IAnalysisCache"/> or in memory, and adds a health check and redaction. What judges when the model
    /// does not is the <see cref="ILogAnalyzer"/> registered under the key <see cref="FallbackAnalyzerKey"/>. Calling it again changes
    /// options and adds nothing.
    /// </summary>
    /// <param name="builder">The composition.</param>
    /// <param name="configure">Changes options.</param>
    public static IRepoTicketsBuilder AddChatAnalyzer(this IRepoTicketsBuilder builder, Action<ChatAnalyzerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.AddLogRedaction().Services;
        var name = builder.Name;
        builder.AddCheckedOptions<ChatAnalyzerOptions, ChatAnalyzerOptionsRules>(configure);
        if (services.Any(static service => service.ServiceType == typeof(ChatModelAnalyzer)))
        {
            return builder;
        }

        services.TryAddTriageTelemetry();
        services.TryAddSingleton<IAnalysisCache>(provider =>
            new MemoryAnalysisCache(provider.GetOptions<ChatAnalyzerOptions>(name).CacheCapacity));
        services.AddSingleton(provider => new ChatModelAnalyzer(new()
        {
            Model = provider.GetRequiredService<IChatClient>(),
            Options = provider.GetOptions<ChatAnalyzerOptions>(name),
            Cache = provider.GetRequiredService<IAnalysisCache>(),
            Fallback = provider.GetKeyedService<ILogAnalyzer>(FallbackAnalyzerKey),
            Redactor = provider.GetRequiredService<ILogRedactor>(),
            Time = provider.GetRequiredService<TimeProvider>(),
            Logger = TriageTelemetryRegistration.LoggerOf(provider),
            Telemetry = provider.GetRequiredService<TriageTelemetry>(),
        }));
        services.RemoveAll<ILogAnalyzer>();
        services.AddSingleton<ILogAnalyzer>(provider => provider.GetRequiredService<ChatModelAnalyzer>());
        services.AddSingleton(provider => new RemoteHealthCheck("model", new ModelHealthCheck(
            provider.GetRequiredService<IChatClient>(),
            provider.GetRequiredService<ChatModelAnalyzer>(),
            provider.GetRequiredService<TimeProvider>())));
        return builder;
    }

    /// <summary>The key of the analyzer that judges when the model does not.</summary>
    public const string FallbackAnalyzerKey = "repotickets-fallback";

    /// <summary>The factory's own logging goes: it writes addresses, and at its finest level headers.</summary>
    private static void AddClient<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        IServiceCollection services, string name, string remoteName, Func<TOptions, (Uri Address, RemoteOptions Remote)> of)
        where TOptions : class
    {
        services.TryAddTriageTelemetry();
        services
            .AddHttpClient(name + remoteName, static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(provider =>
            {
                var (address, remote) = of(provider.GetOptions<TOptions>(name));
                return GuardedConnection.CreateHandler(address, remote.AllowPrivateNetworks);
            });
    }

    private static RemoteSettings Settings(
        IServiceProvider provider,
        string name,
        string remoteName,
        Uri address,
        RemoteOptions remote,
        IEnumerable<string> secrets,
        Action<HttpRequestMessage> authorize,
        Func<string, string>? readError = null) => new()
        {
            Name = name + remoteName,
            Address = address,
            Options = remote,
            Clients = provider.GetRequiredService<IHttpClientFactory>(),
            Time = provider.GetRequiredService<TimeProvider>(),
            Logger = TriageTelemetryRegistration.LoggerOf(provider),
            Telemetry = provider.GetRequiredService<TriageTelemetry>(),
            Authorize = authorize,
            Scrubber = new(secrets),
            ReadError = readError ?? (static body => body),
        };
}
