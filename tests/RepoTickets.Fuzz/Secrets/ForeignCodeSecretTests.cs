extern alias events;

using System.Text;
using events::RepoTickets.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RepoTickets.Workflows;
using static RepoTickets.Fuzz.Secrets.PlantedSecrets;
using EventsBuilder = events::Microsoft.Extensions.DependencyInjection.EventsBuilderExtensions;

namespace RepoTickets.Fuzz.Secrets;

/// <summary>An application's own code throws what its drivers throw, connection string and all: it is kept and logged without it.</summary>
public sealed class ForeignCodeSecretTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Handler_ThrowsAConnectionString_NoSecretInLogsDeadLettersAndFiles()
    {
        var folder = Directory.CreateTempSubdirectory("repotickets-secrets-");
        try
        {
            using var listeners = new Listeners();
            var said = new StringBuilder();
            await using (var services = Compose(folder.FullName, listeners))
            {
                var bus = services.GetRequiredService<IEventBus>();
                await bus.StartAsync();
                using var inline = bus.SubscribeInline("ticket.*", static _ => throw new InvalidOperationException(DriverMessage));
                await using var queued = bus.Subscribe(
                    "ticket.*",
                    static (_, _) =>
                        throw new InvalidOperationException(DriverMessage, new TimeoutException(DriverMessage + PlantedSecrets.Log)));
                await using var durable = services.GetRequiredService<IEventLog>().Subscribe(
                    "durable", static (_, _) => throw new InvalidOperationException(DriverMessage), new() { MaximumAttempts = 1 });
                var ticket = await services.GetRequiredService<ITicketStore>().CreateAsync("A ticket");
                var letters = bus.DeadLetters;
                await Deadline.UntilAsync(
                    () => letters.Read().Count >= 1 && durable.ReadDeadLetters().Count >= 1, "both have a dead letter", Patience);
                said.AppendJoin('\n', letters.Read()).AppendJoin('\n', letters.Read().Select(static letter => letter.Error));
                said.AppendJoin('\n', durable.ReadDeadLetters().Select(static letter => $"{letter} {letter.Error}"));
                Assert.Contains("Cannot connect", said.ToString(), StringComparison.Ordinal);
                Assert.NotNull(ticket);
            }

            AssertNoneIn("The log", listeners.Text);
            AssertNoneIn("Dead letters", said.ToString());
            Assert.True(AssertNoneInFiles(folder.FullName) > 3, "Nothing was written.");
            Assert.Contains("Cannot connect", listeners.Text, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task WorkflowStep_ThrowsAConnectionString_NoSecretInLogsAndFiles()
    {
        var folder = Directory.CreateTempSubdirectory("repotickets-secrets-");
        try
        {
            using var listeners = new Listeners();
            await using (var services = Compose(folder.FullName, listeners))
            {
                var engine = services.GetRequiredService<IWorkflowEngine>();
                var started = await engine.StartAsync("leaky");
                var ended = await engine.WaitForEndAsync(started.Id).AsTask().WaitAsync(Patience);
                Assert.Equal(WorkflowStatus.Failed, ended.Status);
                Assert.Contains("Cannot connect", ended.ToString() + string.Join(' ', ended.Steps), StringComparison.Ordinal);
                AssertNoneIn("The workflow", ended + string.Join(' ', ended.Steps) + string.Join(' ', ended.History));
            }

            AssertNoneIn("The log", listeners.Text);
            Assert.True(AssertNoneInFiles(folder.FullName) > 3, "Nothing was written.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ServiceProvider Compose(string folder, Listeners listeners)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(listeners));
        return services.AddRepoTickets(tickets => EventsBuilder.AddEventLog(
                EventsBuilder.AddEvents(tickets.AddStorage(options => (options.RepositoryPath, options.CreateIfMissing) = (folder, true))),
                options => options.Folder = Path.Join(folder, "events"))
            .AddWorkflows()
            .AddWorkflow(Workflow.Define("leaky").Step("connect", static step => step.Code("connect")).Build())
            .AddWorkflowStep("connect", static (_, _) => throw new InvalidOperationException(DriverMessage))).BuildServiceProvider();
    }
}
