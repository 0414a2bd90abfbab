extern alias events;
extern alias triage;

using System.Text;
using events::RepoTickets.Events;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using triage::Microsoft.Extensions.DependencyInjection;
using triage::RepoTickets.LogTriage;
using static RepoTickets.Fuzz.Secrets.PlantedSecrets;
using EventsBuilder = events::Microsoft.Extensions.DependencyInjection.EventsBuilderExtensions;

namespace RepoTickets.Fuzz.Secrets;

/// <summary>Triage with remotes that fail and repeat every credential they were sent: none comes out anywhere.</summary>
public sealed class RemoteSecretTests
{
    [Fact]
    public async Task Triage_RemotesFailAndRepeatWhatTheyWereSent_NoSecretComesOut()
    {
        var folder = Directory.CreateTempSubdirectory("repotickets-secrets-");
        try
        {
            var said = new StringBuilder();
            await using var server = new EchoingServer();
            using var listeners = new Listeners();
            using var model = new FailingModel();
            await using (var services = Compose(folder.FullName, server.Address, model, listeners))
            {
                await services.GetRequiredService<IEventBus>().StartAsync();
                await RunAsync(services, said);
                said.Append(await ShowHistoryAsync(services));
            }

            Assert.True(server.Requests > 20, $"Only {server.Requests} requests came.");
            Assert.True(model.Calls > 0, "The model was never asked.");
            Assert.True(listeners.Text.Length > 1_000, "Nothing was logged.");
            AssertNoneIn("The log", listeners.Text);
            AssertNoneIn("What was returned and thrown", said.ToString());
            Assert.True(AssertNoneInFiles(folder.FullName) > 3, "Nothing was written.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(ServiceProvider services, StringBuilder said)
    {
        var processor = services.GetRequiredService<ILogProcessor>();
        for (var run = 0; run < 6; run++)
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(PlantedSecrets.Log));
            Show(said, await TellAsync(() => processor.ProcessAsync(LogSources.Stream(stream, $"run {run}")).AsTask()));
            Show(said, await TellAsync(() => processor.ProcessAsync(services.GetRequiredService<ILogSource>()).AsTask()));
        }

        var sink = services.GetRequiredService<ITicketSink>();
        for (var call = 0; call < 9; call++)
        {
            said.Append(await ErrorOfAsync(async () => await sink.FindByMarkerAsync("m")));
            said.Append(await ErrorOfAsync(async () => await sink.CommentAsync("OPS-1", "x")));
            foreach (var check in services.GetServices<RemoteHealthCheck>())
            {
                var health = await check.Check.CheckHealthAsync(new());
                said.Append(health.Description).Append(health.Exception);
            }
        }
    }

    private static async Task<string> ShowHistoryAsync(ServiceProvider services)
    {
        var history = services.GetRequiredService<IEventBus>().History;
        using var stream = new MemoryStream();
        await history.ExportAsync(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Show(StringBuilder said, (TriageResult? Result, string Error) run)
    {
        said.AppendLine(run.Error).AppendLine(run.Result?.Error?.ToString());
        foreach (var outcome in run.Result?.Outcomes ?? [])
        {
            said.AppendLine(outcome.ToString()).AppendLine(outcome.Reason);
        }
    }

    private static async Task<(TriageResult? Result, string Error)> TellAsync(Func<Task<TriageResult>> action)
    {
        try
        {
            return (await action(), "");
        }
        catch (RepoTicketsException error)
        {
            return (null, error.ToString());
        }
    }

    private static async Task<string> ErrorOfAsync(Func<Task> action)
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

    private static ServiceProvider Compose(string folder, Uri address, IChatClient model, Listeners listeners)
    {
        var services = new ServiceCollection().AddSingleton(model);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(listeners));
        return services.AddRepoTickets(
            tickets => EventsBuilder.AddEvents(
                tickets.AddStorage(options => (options.RepositoryPath, options.CreateIfMissing) = (folder, true)))
            .AddLogTriage(options =>
            {
                (options.Mode, options.MaximumTickets, options.RepositoryPath) = (TriageMode.Real, 0, folder);
                options.RetryDelay = options.MaximumRetryDelay = TimeSpan.FromMilliseconds(1);
            })
            .AddDatadogSource(options =>
            {
                (options.ApiKey, options.ApplicationKey, options.Address) = (DatadogApiKey, DatadogApplicationKey, address);
                options.Services = ["shop"];
                (options.Remote.BackOff, options.Remote.MaximumAttempts) = (TimeSpan.FromMilliseconds(1), 2);
            })
            .AddJiraSink(options =>
            {
                (options.User, options.ApiToken, options.Address, options.ProjectKey) = (JiraUser, JiraToken, address, "OPS");
                (options.Remote.BackOff, options.Remote.MaximumAttempts) = (TimeSpan.FromMilliseconds(1), 2);
            })
            .AddChatAnalyzer(static options => options.UseFallback = false)).BuildServiceProvider();
    }

    /// <summary>
    /// Throws what clients of models throw: with the key, the address and the prompt in it. Every second time it answers.
    /// </summary>
    private sealed class FailingModel : IChatClient
    {
        private int _calls;

        internal int Calls => _calls;

        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Interlocked.Increment(ref _calls) % 2 == 0
                ? Task.FromResult(new ChatResponse(new ChatMessage(
                    ChatRole.Assistant,
                    $$"""{"error_type":"x","create_ticket":true,"ticket_title":"Key {{ModelKey}}","ticket_description":"password={{LogPassword}}","severity":"high"}""")))
                : throw new HttpRequestException(
                    $"401 for {ModelKey} at https://bot:{AddressPassword}@model.example: {DriverMessage}",
                    new InvalidOperationException(DriverMessage));

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("Nobody streams.");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
