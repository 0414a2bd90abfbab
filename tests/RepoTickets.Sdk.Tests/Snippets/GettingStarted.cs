using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RepoTickets;
using RepoTickets.Batch;
using RepoTickets.Events;
using RepoTickets.LogTriage;
using RepoTickets.Workflows;

namespace Shop;

/// <summary>The code of docs/getting-started.md, line by line, compiled and run, in a namespace that is none of ours: it needs the lines above.</summary>
internal static class GettingStarted
{
    internal static void Compose(HostApplicationBuilder builder)
    {
        builder.Services.AddRepoTicketsSdk(".", tickets => tickets
            .AddStorage(options => options.CreateIfMissing = true)
            .AddEventHandler<TicketCreated, Announce>());
    }

    internal static async Task<(Ticket Ticket, int Urgent, BatchResult Batch, TriageResult Triaged)> UseAsync(
        ITicketStore store, IClaims claims, IBatchExecutor batches, ILogProcessor processor)
    {
        var ticket = await store.CreateAsync("Login fails for users with quotes in their password", t => t with
        {
            Priority = TicketPriority.High,
            Labels = ["bug", "backend"],
        });
        var urgent = await store.QueryAsync("is:open label:bug priority>=high");

        ticket = await store.UpdateAsync(ticket.Id, t => t with { Status = TicketStatus.InProgress, Assignee = "alice" });

        await using var claim = await claims.ClaimNextAsync("bot-1", TicketQuery.Parse("label:bug"), TimeSpan.FromMinutes(5));
        if (claim is not null)
        {
            await claim.UpdateTicketAsync(t => t with { Status = TicketStatus.Closed }, release: true);
        }

        var result = await batches.ExecuteAsync(new TicketBatch()
            .Create(new Ticket { Title = "Checkout is slow" })
            .Update(ticket.Id, t => t with { Labels = [.. t.Labels, "release-1.4"] }));

        var triaged = await processor.ProcessAsync(LogSources.File("app.log"));
        return ((await store.GetAsync(ticket.Id))!, urgent.Tickets.Count, result, triaged);
    }
}

internal sealed class Clerk(ITicketStore store, IClaims claims, IBatchExecutor batches, ILogProcessor processor) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => GettingStarted.UseAsync(store, claims, batches, processor);
}

internal sealed class Announce : IEventHandler<TicketCreated>
{
    public ValueTask HandleAsync(Event<TicketCreated> made, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{made.Data.TicketId}: {made.Data.Title}");
        return default;
    }
}
