// Replaces parts of the SDK by its own: the store, the cache, the publisher of events, the bus, the choice of agents, the analyser of logs.
using Microsoft.Extensions.DependencyInjection;
using RepoTickets;
using RepoTickets.Batch;
using RepoTickets.Consumer.Plugin;
using RepoTickets.Events;
using RepoTickets.LogTriage;
using RepoTickets.Storage;
using RepoTickets.Workflows;

var folder = Directory.CreateTempSubdirectory("consumer-").FullName;
try
{
    var cache = new PluginCache();
    await using (var services = new ServiceCollection()
        .AddSingleton<ITicketCache>(cache)
        .AddRepoTicketsSdk(folder, static tickets => tickets.AddStorage(static options => options.CreateIfMissing = true))
        .BuildServiceProvider())
    {
        var files = services.GetRequiredService<ITicketStore>();
        var ticket = await files.CreateAsync("Kept by the plugin's cache");
        await files.GetAsync(ticket.Id);
        Check(cache.Count == 1, "the store reads through the cache of the host");
    }

    await using (var services = new ServiceCollection()
        .AddSingleton<ITicketStore, CountingStore>()
        .AddSingleton<IEventPublisher, CountingPublisher>()
        .AddSingleton<IAssignmentPolicy, LastNamePolicy>()
        .AddRepoTickets(static tickets => tickets.AddBatch().AddAgents().AddClaims())
        .BuildServiceProvider())
    {
        var store = (CountingStore)services.GetRequiredService<ITicketStore>();
        await store.OpenAsync(folder);
        var result = await services.GetRequiredService<IBatchExecutor>().ExecuteAsync(
            new TicketBatch().Create(new Ticket { Title = "By batch" }).BestEffort());
        Check(result.Success && store.Commits == 1, "batches commit to the plugin's store");
        Check(
            ((CountingPublisher)services.GetRequiredService<IEventPublisher>()).Published == 1,
            "batches publish to the plugin's publisher");
        var registry = services.GetRequiredService<IAgentRegistry>();
        foreach (var name in new[] { "Ada", "Zoe", "Max" })
        {
            await registry.RegisterAsync(new Agent { Name = name });
        }

        var assigned = await services.GetRequiredService<ITaskDistributor>().AutoDistributeAsync(
            [new TaskRequest { TicketId = result.CreatedIds[0], TaskType = "review", Description = "Look at it" }]);
        var agents = await registry.ListAsync();
        Check(agents.Single(agent => agent.Id == assigned.Items[0].Task!.AgentId).Name == "Zoe", "the plugin's policy chooses");
    }

    await using (var services = new ServiceCollection()
        .AddSingleton<IEventBus, CountingBus>()
        .AddSingleton<ILogAnalyzer, PluginAnalyzer>()
        .AddRepoTicketsSdk(folder, tickets => tickets.AddLogTriage(options =>
        {
            options.Mode = TriageMode.Real;
            options.StateFolder = Path.Join(folder, "triage");
        }))
        .BuildServiceProvider())
    {
        var result = await services.GetRequiredService<IBatchExecutor>().ExecuteAsync(new TicketBatch().Create(new Ticket { Title = "Told" }).BestEffort());
        Check(result.Success && ((CountingBus)services.GetRequiredService<IEventBus>()).Published == 1, "batches publish to the plugin's bus");
        var log = Path.Join(folder, "app.log");
        await File.WriteAllTextAsync(log, "2026-03-04T12:00:00Z ERROR the database went away\n");
        var triage = await services.GetRequiredService<ILogProcessor>().ProcessAsync(LogSources.File(log));
        var filed = (await services.GetRequiredService<ITicketStore>().ListAsync<Ticket>()).Documents;
        Check(triage.IsComplete && filed.Count(static ticket => ticket.Title.EndsWith(PluginAnalyzer.Title, StringComparison.Ordinal)) == 1, "the plugin's analyser judges what triage files");
    }

    Console.WriteLine("Plugin: ok");
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static void Check(bool holds, string what)
{
    if (!holds)
    {
        throw new InvalidOperationException($"Does not hold: {what}.");
    }
}
