using Microsoft.Extensions.Logging;
using RepoTickets.Batch;
using RepoTickets.Events;
using RepoTickets.Workflows;

namespace RepoTickets.Telemetry.Tests.Logging;

public sealed class ScopeTests
{
    private const string Secret = "c0nfidential";

    [Fact]
    public async Task Commit_OfOneTicket_HasItsIdOperationAndDuration()
    {
        using var logs = new CapturedLogs();
        await using var composition = new Composition(logs: logs);
        var ticket = await composition.Store.CreateAsync("Login " + Secret);
        var message = Assert.Single(logs.All, static log => log.Id == 1040 && Equals(log.Fields["operation"], "store.commit"));
        Assert.Equal(ticket.Id.Value, message.Fields["ticket_id"]);
        Assert.True((double)message.Fields["duration_ms"]! > 0);
        Assert.Equal(1L, message.Fields["position"]);
    }

    [Fact]
    public async Task Operations_OfAgentsEpicsAndClaims_NameWhatTheyAreAbout()
    {
        using var logs = new CapturedLogs();
        await using var composition = new Composition(logs: logs);
        var ticket = await composition.Store.CreateAsync("Login");
        var epic = await composition.Store.CreateAsync(new Epic { Id = EpicId.Placeholder("release"), Title = "Release" });
        var agent = await composition.Get<IAgentRegistry>().RegisterAsync(new Agent { Id = AgentId.Parse("AGENT-1"), Name = "One" });
        var task = await composition.Get<IAgentTasks>().CreateAsync(
            new() { TicketId = ticket.Id, TaskType = "fix", Description = Secret, AgentId = agent.Id });
        await using (await composition.Get<IClaims>().TryClaimAsync(ticket.Id, "alice", TimeSpan.FromMinutes(1)))
        {
            // Given back at the end.
        }

        var created = Ended("agents.task.create");
        Assert.Equal(
            (agent.Id.Value, ticket.Id.Value, task.Id.Value),
            ((string?)created.Fields["agent_id"], (string?)created.Fields["ticket_id"], (string?)created.Fields["task_id"]));
        Assert.Contains(logs.All, log => Equals(log.Fields.GetValueOrDefault("epic_id"), epic.Id.Value));
        foreach (var operation in new[] { "claims.claim", "claims.release" })
        {
            Assert.Equal(
                ("alice", ticket.Id.Value), ((string?)Ended(operation).Fields["user"], (string?)Ended(operation).Fields["ticket_id"]));
        }

        Assert.DoesNotContain(logs.All, log => (log.Text + string.Join(' ', log.Fields.Values)).Contains(Secret, StringComparison.Ordinal));

        CapturedLog Ended(string operation) =>
            logs.All.Last(log => log.Level == LogLevel.Debug && Equals(log.Fields.GetValueOrDefault("operation"), operation));
    }

    [Fact]
    public async Task Scope_OfTheHost_KeepsItsFields()
    {
        using var logs = new CapturedLogs();
        await using var composition = new Composition(logs: logs);
        var logger = composition.Get<ILoggerFactory>().CreateLogger("Host");
        using (logger.BeginScope(new Dictionary<string, object?> { ["request_id"] = "r-17", ["tenant"] = 5 }))
        {
            await composition.Store.CreateAsync("Login");
            logger.LogInformation("Between");
        }

        var ended = logs.All.Single(static log => log.Id == 1040 && Equals(log.Fields["operation"], "store.commit"));
        Assert.Equal(("r-17", 5), ((string?)ended.Fields["request_id"], (int?)ended.Fields["tenant"]));

        // What the operation had put around its messages does not stay around those of its caller.
        Assert.DoesNotContain("operation", logs.All.Single(static log => log.Text == "Between").Fields.Keys);
    }

    [Fact]
    public async Task Handler_ThatLogs_HasTheEventsFields()
    {
        using var logs = new CapturedLogs();
        await using var composition = new Composition(logs: logs, level: LogLevel.Information);
        var bus = composition.Get<IEventBus>();
        var logger = composition.Get<ILoggerFactory>().CreateLogger("Handler");
        await bus.StartAsync();
        bus.Subscribe<TicketCreated>((_, token) => new(Task.Run(() => logger.LogInformation("Handled"), token)), new() { Name = "mine" });
        var ticket = await composition.Store.CreateAsync("Login");
        await bus.DrainAsync(await composition.Store.Feed.GetPositionAsync());
        var message = logs.All.Single(static log => log.Text == "Handled");
        Assert.Equal(
            ("events.handle", ticket.Id.Value, "mine"),
            ((string?)message.Fields["operation"], (string?)message.Fields["ticket_id"], (string?)message.Fields["subscription"]));
    }

    [Fact]
    public async Task Operations_BelowTheWantedLevel_BeginNoScopes()
    {
        var provider = new CountingProvider();
        await using var composition = new Composition(logs: provider, level: LogLevel.Error);
        var ticket = await composition.Store.CreateAsync("Login");
        await composition.Store.GetAsync(ticket.Id);
        await composition.Get<IBatchExecutor>().ExecuteAsync(new TicketBatch().Update(ticket.Id, static t => t with { Title = "Other" }));
        Assert.Equal(0, provider.Scopes);
    }

    private sealed class CountingProvider : ILoggerProvider, ILogger
    {
        internal int Scopes { get; private set; }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Scopes++;
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
        }

        public void Dispose()
        {
        }
    }
}
