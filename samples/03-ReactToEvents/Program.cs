// What a host does with events: assign critical tickets, keep an audit log that survives restarts, chain tasks, track milestones, notify.
// Run it with `dotnet run --project samples/03-ReactToEvents`; it works in a new folder under the system's temporary one.
using Microsoft.Extensions.DependencyInjection;
using RepoTickets;
using RepoTickets.Events;

var repository = Directory.CreateTempSubdirectory("react-to-events-").FullName;
await using var services = new ServiceCollection()
    .AddSingleton<Notifications>()
    .AddRepoTickets(tickets => tickets
        .AddStorage(options => (options.RepositoryPath, options.CreateIfMissing) = (repository, true))
        .AddEventHandler<TicketClosed, TellTheReporter>()
        .AddEventLog(options => options.Folder = Path.Join(repository, ".tickets", ".sdk", "events")))
    .BuildServiceProvider();
var store = services.GetRequiredService<ITicketStore>();
var bus = services.GetRequiredService<IEventBus>();
var log = services.GetRequiredService<IEventLog>();

// A host with IHostedService does this by itself. Events are derived from commits: whoever commits, here, in another process or by git.
await bus.StartAsync();

// 1. Assign critical tickets. A handler may commit; what follows from its commit comes as further events.
using var assigning = bus.Subscribe<TicketCreated>(
    async (created, token) => await store.UpdateAsync(created.Data.TicketId, t => t with { Assignee = "on-call" }, token),
    new() { Name = "assign-critical", Filter =
        made => made.Payload is TicketCreated { Priority: var priority } && priority == TicketPriority.Critical });

// 2. An audit log under a name: how far it has come is kept with the events, so a restart or a kill loses nothing of it.
await using var audit = log.Subscribe("audit", (made, _) =>
{
    Console.WriteLine($"  audit      {made.Type,-22} {made.Subject?.Id,-10} by {(made.Source.Length > 0 ? made.Source : "-")}");
    return default;
});

// 3. A chain of tasks: when one is completed, the next is given out, in the agent's own words.
using var chaining = bus.Subscribe<AgentTaskCompleted>(async (completed, token) =>
{
    if (completed.Data.TaskType == "code")
    {
        await store.CreateAsync(
            new AgentTask
            {
                TicketId = completed.Data.TicketId,
                AgentId = completed.Data.AgentId,
                TaskType = "review",
                Description = "Review what was written",
            },
            cancellationToken: token);
    }
});

// 4. Milestones: quick notes in memory may run inline, on the thread that hands the event on.
var open = 0;
using var opened = bus.SubscribeInline<TicketCreated>(_ => open++);
using var closed = bus.SubscribeInline<TicketClosed>(
    _ => Console.WriteLine(--open == 0 ? "  milestone  all tickets are closed" : $"  milestone  {open} to go"));

// Now something happens.
var login = await store.CreateAsync("Login fails", t => t with { Priority = TicketPriority.Critical, Reporter = "carol" });
var export = await store.CreateAsync("Export is slow", t => t with { Reporter = "dave" });
var agent = await store.CreateAsync(new Agent { Name = "Builder" });
var task = await store.CreateAsync(
    new AgentTask { TicketId = login.Id, AgentId = agent.Id, TaskType = "code", Description = "Mend the escape step" });
await store.UpdateAsync<AgentTask>(task.Key, t => t.Start(TimeProvider.System));
await store.UpdateAsync<AgentTask>(task.Key, t => t.Complete(TimeProvider.System, "Done"));
await bus.DrainAsync(await store.Feed.GetPositionAsync());

// 5. Whoever edits a file by hand, or pulls a branch, is heard as well.
var file = Path.Join(repository, ".tickets", "open", $"{export.Id}.yaml");
await File.WriteAllTextAsync(
    file, (await File.ReadAllTextAsync(file)).Replace("priority: medium", "priority: high", StringComparison.Ordinal));
await store.RefreshAsync();
await store.UpdateAsync(login.Id, t => t with { Status = TicketStatus.Closed });
var last = await store.UpdateAsync(export.Id, t => t with { Status = TicketStatus.Closed });

// Handlers work on their own; before the program ends they are given the time to finish.
await bus.DrainAsync(await store.Feed.GetPositionAsync());
await log.FlushAsync();
await audit.CatchUpAsync();
Console.WriteLine(
    $"{login.Id} is assigned to {(await store.GetAsync(login.Id))!.Assignee}; " +
    $"{(await store.ListAsync<AgentTask>()).Documents.Count} tasks; {last.Id} has priority {last.Priority}.");
Console.WriteLine(
    $"{bus.GetStatistics().Total} events, {bus.GetStatistics().HandlerErrors} errors of " +
    $"handlers, {log.GetStatistics().Next - 1} in the log.");
foreach (var message in services.GetRequiredService<Notifications>().Sent)
{
    Console.WriteLine(message);
}

/// <summary>A handler of its own class, made anew for each event with what it needs. The token ends it with the bus.</summary>
internal sealed class TellTheReporter(ITicketStore store, Notifications notifications) : IEventHandler<TicketClosed>
{
    public async ValueTask HandleAsync(Event<TicketClosed> made, CancellationToken cancellationToken)
    {
        var ticket = await store.GetAsync(made.Data.TicketId, cancellationToken);
        notifications.Sent.Enqueue($"To {ticket?.Reporter}: {made.Data.TicketId} ({made.Data.Title}) is {made.Data.Status}.");
    }
}

/// <summary>Stands for a mail server.</summary>
internal sealed class Notifications
{
    internal System.Collections.Concurrent.ConcurrentQueue<string> Sent { get; } = new();
}
