using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RepoTickets.LogTriage.Tests.Jira;
using RepoTickets.LogTriage.Tests.Servers;

namespace RepoTickets.LogTriage.Tests.Hosting;

public sealed class RemotesBuilderExtensionsTests
{
    [Fact]
    public async Task AddAll_ThroughTheContainer_WorksOverRealConnections()
    {
        await using var host = new Host();
        var entries = new List<LogEntry>();
        await foreach (var entry in host.Provider.GetRequiredService<ILogSource>().ReadAsync())
        {
            entries.Add(entry);
        }

        var group = JiraTicketSinkTests.Group(Assert.Single(entries).Message);
        var analysis = await host.Provider.GetRequiredService<ILogAnalyzer>().AnalyzeAsync(group);
        var filed = await host.Provider.GetRequiredService<ITicketSink>().CreateAsync(new()
        {
            Marker = "loggroup-1", Title = analysis.Title, Description = analysis.Description, Severity = analysis.Severity,
        });
        Assert.Equal("OPS-1", filed.Key);
        Assert.Equal($"jira:{host.Jira.Address.Authority}/OPS", host.Provider.GetRequiredService<ITicketSink>().Name);
        Assert.Equal(1, host.Jira.Connections);
    }

    [Fact]
    public async Task AddAll_Twice_AddsNothing()
    {
        await using var host = new Host(times: 2);
        Assert.Single(host.Provider.GetServices<ILogSource>());
        Assert.Single(host.Provider.GetServices<ITicketSink>());
        Assert.Single(host.Provider.GetServices<ILogAnalyzer>());
        Assert.Single(host.Provider.GetServices<ILogRedactor>());
        Assert.Equal(
            ["datadog", "jira", "model"], host.Provider.GetServices<RemoteHealthCheck>().Select(static check => check.Name).Order());
    }

    [Fact]
    public async Task HealthChecks_AllIsWell_AreHealthy()
    {
        await using var host = new Host();
        foreach (var check in host.Provider.GetServices<RemoteHealthCheck>())
        {
            Assert.Equal(HealthStatus.Healthy, (await check.Check.CheckHealthAsync(new())).Status);
        }
    }

    [Fact]
    public async Task HealthChecks_AllIsIll_SayWhyWithoutSecrets()
    {
        await using var host = new Host();
        host.Datadog.ChooseFault = static _ => Fault.Answer(403, FakeDatadog.ApiKey);
        host.Jira.ChooseFault = static _ => Fault.Answer(401, FakeJira.Token);
        host.Model.ChooseFault = static _ => Fault.Answer(403, FakeModel.ApiKey);

        foreach (var check in host.Provider.GetServices<RemoteHealthCheck>())
        {
            var result = await check.Check.CheckHealthAsync(new());
            Assert.Equal(HealthStatus.Unhealthy, result.Status);
            Assert.DoesNotContain("canary", result.Description + result.Exception, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Everything_GoesWrong_NoSecretIsLoggedThrownOrShown()
    {
        await using var host = new Host();
        var output = new StringBuilder();
        string credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{FakeJira.User}:{FakeJira.Token}"));
        foreach (var make in (Func<string, Fault>[])[
            static text => Fault.Answer(401, text), static text => Fault.Answer(500, text), static text => Fault.Garbage(text),
            static _ => Fault.ResetAfter,
            static text => Fault.Answer(429, text, ("Retry-After", "9999"))])
        {
            host.Datadog.ChooseFault = _ => make($"{FakeDatadog.ApiKey} {FakeDatadog.ApplicationKey}");
            host.Jira.ChooseFault = _ => make($"{FakeJira.Token} {credentials}");
            output.Append(await ShowErrorAsync(async () =>
            {
                await foreach (var _ in host.Provider.GetRequiredService<ILogSource>().ReadAsync())
                {
                }
            }));
            output.Append(await ShowErrorAsync(async () => await host.Provider.GetRequiredService<ITicketSink>().FindByMarkerAsync("m")));
            output.Append(
                await ShowErrorAsync(async () => await host.Provider.GetRequiredService<ITicketSink>().CommentAsync("OPS-1", "x")));
        }

        var datadog = host.Provider.GetRequiredService<IOptions<DatadogOptions>>().Value;
        var jira = host.Provider.GetRequiredService<IOptions<JiraOptions>>().Value;
        output.Append(datadog)
            .Append(jira)
            .Append(JsonSerializer.Serialize(datadog))
            .Append(JsonSerializer.Serialize(jira))
            .Append(host.Log);
        Assert.DoesNotContain("canary", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(credentials, output.ToString(), StringComparison.Ordinal);
        Assert.True(output.Length > 2_000);
    }

    [Fact]
    public void Options_Missing_AreAllToldAtTheStart()
    {
        var services = new ServiceCollection();
        services.AddRepoTickets(
            static tickets => tickets.AddDatadogSource().AddJiraSink().AddChatAnalyzer(static options => options.Circuit.Probes = 9));
        using var provider = services.BuildServiceProvider();
        var error = Assert.ThrowsAny<Exception>(() => provider.GetRequiredService<IStartupValidator>().Validate());
        Assert.All(["Datadog: ApiKey", "Jira: ApiToken", "Circuit.Probes is 9"], text =>
            Assert.Contains(text, error.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddJiraSink_OtherSinkThere_TakesItsPlace()
    {
        await using var host = new Host(
            static services => services.AddSingleton<ITicketSink>(static _ => throw new InvalidOperationException("unused")));
        Assert.Equal($"jira:{host.Jira.Address.Authority}/OPS", Assert.Single(host.Provider.GetServices<ITicketSink>()).Name);
    }

    private static async Task<string> ShowErrorAsync(Func<Task> action)
    {
        try
        {
            await action();
            return "";
        }
        catch (RepoTicketsException error)
        {
            return error.ToString();
        }
    }

    /// <summary>All remotes, registered as a host does it.</summary>
    private sealed class Host : IAsyncDisposable
    {
        private readonly HttpChatClient _client;
        private readonly RecordingLogs _logs = new();

        internal Host(Action<IServiceCollection>? prepare = null, int times = 1)
        {
            Datadog.Add("1", "shop", DateTimeOffset.UtcNow.AddMinutes(-5), "pool empty");
            _client = new(Model.Address);
            var services = new ServiceCollection();
            services.AddSingleton<IChatClient>(_client);
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs));
            prepare?.Invoke(services);
            for (var i = 0; i < times; i++)
            {
                services.AddRepoTickets(tickets => tickets.AddDatadogSource(Configure).AddJiraSink(Configure).AddChatAnalyzer());
            }

            Provider = services.BuildServiceProvider();
        }

        internal FakeDatadog Datadog { get; } = new();

        internal FakeJira Jira { get; } = new();

        internal FakeModel Model { get; } = new();

        internal ServiceProvider Provider { get; }

        internal string Log => _logs.Text;

        public async ValueTask DisposeAsync()
        {
            await Provider.DisposeAsync();
            _client.Dispose();
            _logs.Dispose();
            await Datadog.DisposeAsync();
            await Jira.DisposeAsync();
            await Model.DisposeAsync();
        }

        private void Configure(DatadogOptions options)
        {
            (options.ApiKey, options.ApplicationKey, options.Address) = (FakeDatadog.ApiKey, FakeDatadog.ApplicationKey, Datadog.Address);
            options.Services = ["shop"];
            options.Remote.BackOff = TimeSpan.FromMilliseconds(1);
        }

        private void Configure(JiraOptions options)
        {
            (options.User, options.ApiToken, options.Address, options.ProjectKey) = (FakeJira.User, FakeJira.Token, Jira.Address, "OPS");
            options.Remote.BackOff = TimeSpan.FromMilliseconds(1);
        }
    }

    private sealed class RecordingLogs : ILoggerProvider, ILogger
    {
        private readonly StringBuilder _text = new();

        internal string Text
        {
            get
            {
                lock (_text)
                {
                    return _text.ToString();
                }
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            lock (_text)
            {
                _text.Append(formatter(state, exception)).Append(exception).Append('\n');
            }
        }

        public void Dispose()
        {
        }
    }
}
