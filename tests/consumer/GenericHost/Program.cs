// A generic host with everything, and a second repository by name.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RepoTickets;
using RepoTickets.Batch;
using RepoTickets.Events;
using RepoTickets.Workflows;

var folder = Directory.CreateTempSubdirectory("consumer-").FullName;
try
{
    var builder = Host.CreateApplicationBuilder(args);
    builder.Logging.ClearProviders();
    builder.Services.AddSingleton<Audit>();
    builder.Services.AddRepoTicketsSdk(Repository("main"), static tickets => tickets
        .AddStorage(static options => options.CreateIfMissing = true)
        .AddEventHandler<TicketCreated, AuditHandler>());
    builder.Services.AddRepoTickets("website", tickets => tickets
        .AddStorage(options => (options.RepositoryPath, options.CreateIfMissing) = (Repository("website"), true)));
    using var host = builder.Build();
    await host.StartAsync();

    var services = host.Services;
    var result = await services.GetRequiredService<IBatchExecutor>().ExecuteAsync(new TicketBatch(
        Enumerable.Range(1, 10).Select(static n => BatchOperation.Create(new Ticket { Title = $"Login {n}" }))));
    Check(result.Success && result.CreatedIds.Count == 10, "a batch creates ten tickets");
    await using (var claim = await services.GetRequiredService<IClaims>().ClaimNextAsync("worker-1", null, TimeSpan.FromMinutes(1)))
    {
        Check(claim is not null, "a ticket can be claimed");
        await claim!.UpdateTicketAsync(static t => t with { Status = TicketStatus.Closed }, release: true);
    }

    var agent = await services.GetRequiredService<IAgentRegistry>().RegisterAsync(new Agent { Name = "Worker" });
    Check(!agent.Id.IsUnassigned, "an agent is registered");
    var store = services.GetRequiredService<ITicketStore>();
    await services.GetRequiredService<IEventBus>().DrainAsync(await store.Feed.GetPositionAsync());
    Check(services.GetRequiredService<Audit>().Created == 10, "the handler heard of each ticket");
    var website = services.GetRequiredKeyedService<ITicketStore>("website");
    await website.CreateAsync("Other repository");
    Check((await store.GetStatisticsAsync()).Total == 10 && (await website.GetStatisticsAsync()).Total == 1, "the repositories are apart");
    await host.StopAsync();
    Console.WriteLine("GenericHost: ok");
}
finally
{
    Directory.Delete(folder, recursive: true);
}

string Repository(string name) => Directory.CreateDirectory(Path.Join(folder, name)).FullName;

static void Check(bool holds, string what)
{
    if (!holds)
    {
        throw new InvalidOperationException($"Does not hold: {what}.");
    }
}

internal sealed class Audit
{
    private int _created;

    public int Created => Volatile.Read(ref _created);

    public void Count() => Interlocked.Increment(ref _created);
}

internal sealed class AuditHandler(Audit audit) : IEventHandler<TicketCreated>
{
    public ValueTask HandleAsync(Event<TicketCreated> made, CancellationToken cancellationToken)
    {
        audit.Count();
        return default;
    }
}
