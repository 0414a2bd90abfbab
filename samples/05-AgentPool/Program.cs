// A pool of agents: tasks given out within limits by what the agents are good at, learnt from what they do; then ready tickets, claimed by
// several workers at once, each by exactly one.
// Run it with `dotnet run --project samples/05-AgentPool`; it works in a new folder under the system's temporary one.
using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using RepoTickets;
using RepoTickets.Workflows;

var repository = Directory.CreateTempSubdirectory("agent-pool-").FullName;
await using var services = new ServiceCollection()
    .AddRepoTickets(tickets => tickets
        .AddStorage(options => (options.RepositoryPath, options.CreateIfMissing) = (repository, true))
        .AddAgents()
        .AddClaims())
    .BuildServiceProvider();
var store = services.GetRequiredService<ITicketStore>();
var registry = services.GetRequiredService<IAgentRegistry>();
var tasks = services.GetRequiredService<IAgentTasks>();
var distributor = services.GetRequiredService<ITaskDistributor>();

// 1. Agents. How well each really does a type of work is their secret; the pool finds it out.
var random = new Random(7);
var skills = new Dictionary<string, Dictionary<string, double>>
{
    ["Ada"] = new() { ["code"] = 0.95, ["test"] = 0.60 },
    ["Ben"] = new() { ["code"] = 0.55, ["test"] = 0.95 },
    ["Cleo"] = new() { ["code"] = 0.75, ["test"] = 0.75 },
};
foreach (var name in skills.Keys)
{
    await registry.RegisterAsync(new Agent { Name = name, MaxConcurrentTasks = 4 });
}

// 2. Work. Each round is distributed in one commit; what nobody has room for is refused with the reason.
var ticket = await store.CreateAsync("Payment service rewrite", t => t with { Priority = TicketPriority.High });
Console.WriteLine("round   given out   done   failed   to the better agent");
for (var round = 1; round <= 12; round++)
{
    var requests = Enumerable.Range(0, 6).Select(n => new TaskRequest
    {
        TicketId = ticket.Id,
        TaskType = n % 2 == 0 ? "code" : "test",
        Description = $"Round {round}, part {n}",
    }).ToList();
    var given = await distributor.AutoDistributeAsync(requests);
    var (done, failed, best) = (0, 0, 0);
    foreach (var item in given.Items)
    {
        if (item.Task is not { } task)
        {
            Console.WriteLine($"        refused: {item.Reason}");
            continue;
        }

        var name = (await registry.FindAsync(task.AgentId))!.Name;
        best += name == (task.TaskType == "code" ? "Ada" : "Ben") ? 1 : 0;
        await tasks.StartAsync(task.Id, by: task.AgentId);
        if (random.NextDouble() < skills[name][task.TaskType])
        {
            await tasks.CompleteAsync(task.Id, "done", by: task.AgentId);
            done++;
        }
        else
        {
            await tasks.FailAsync(task.Id, "it did not work out", by: task.AgentId);
            failed++;
        }
    }

    Console.WriteLine($"{round,5}   {given.Assigned,9}   {done,4}   {failed,6}   {best} of {given.Assigned}");
}

// 3. What the pool has learnt, with its uncertainty.
foreach (var type in new[] { "code", "test" })
{
    Console.WriteLine();
    Console.WriteLine($"Who should get the next '{type}':");
    foreach (var recommendation in await services.GetRequiredService<IAgentLearning>().RecommendAsync(type))
    {
        var estimate = recommendation.Estimate;
        Console.WriteLine(
            $"  {recommendation.AgentId,-12} {estimate.Successes:0} of {estimate.Successes + estimate.Failures:0} succeeded: " +
            $"{estimate.Success:P0} ({estimate.SuccessLow:P0} to {estimate.SuccessHigh:P0}); {recommendation.Score.Explanation}");
    }
}

// 4. Twenty tickets in a chain of dependencies here and there, six workers. A ticket is ready when what blocks it is closed.
var blockers = new List<TicketId>();
for (var n = 1; n <= 20; n++)
{
    var made = await store.CreateAsync($"Module {n}", t => t with { BlockedBy = n % 4 == 0 ? [blockers[^1]] : [] });
    blockers.Add(made.Id);
}

await store.UpdateAsync(ticket.Id, static t => t with { Status = TicketStatus.Closed });
var claims = services.GetRequiredService<IClaims>();
var workedBy = new ConcurrentDictionary<TicketId, string>();
await Task.WhenAll(Enumerable.Range(1, 6).Select(worker => Task.Run(async () =>
{
    var holder = $"worker-{worker}";
    var idle = 0;
    while (idle < 20)
    {
        await using var claim = await claims.ClaimNextAsync(holder, query: null, TimeSpan.FromMinutes(1));
        if (claim is null)
        {
            // Somebody may be about to close what blocks the rest.
            idle++;
            await Task.Delay(10);
            continue;
        }

        idle = 0;
        if (!workedBy.TryAdd(claim.TicketId, holder))
        {
            throw new InvalidOperationException($"{claim.TicketId} was worked on twice.");
        }

        await claim.UpdateTicketAsync(t => t with { Status = TicketStatus.Closed, Assignee = holder }, release: true);
    }
})));
Console.WriteLine();
Console.WriteLine($"{workedBy.Count} tickets were claimed and closed, each once:");
foreach (var group in workedBy.GroupBy(static pair => pair.Value).OrderBy(static group => group.Key, StringComparer.Ordinal))
{
    Console.WriteLine($"  {group.Key}: {string.Join(' ', group.Select(static pair => pair.Key).Order())}");
}

return workedBy.Count == 20 ? 0 : 1;
