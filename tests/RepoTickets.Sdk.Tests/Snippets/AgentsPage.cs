using Microsoft.Extensions.DependencyInjection;
using RepoTickets.Workflows;

namespace RepoTickets.Sdk.Tests.Snippets;

/// <summary>The code of docs/agents.md and docs/claims.md.</summary>
internal static class AgentsPage
{
    internal static async Task WithoutHostAsync(IServiceCollection services, ITicketStore store, Ticket ticket, List<TaskRequest> requests)
    {
        services.AddRepoTickets(t => t.AddStorage(".").AddAgents());     // IAgentRegistry, IAgentTasks, ITaskDistributor, IAgentLearning
        using var agents = AgentServices.Create(store);                  // the same without a host

        var bot = await agents.Registry.RegisterAsync(new Agent { Name = "Code Bot", MaxConcurrentTasks = 5 });
        var task = await agents.Tasks.CreateAsync(new() { TicketId = ticket.Id, TaskType = "code", Description = "Fix it", AgentId = bot.Id });
        await agents.Tasks.StartAsync(task.Id, by: bot.Id);
        await agents.Tasks.CompleteAsync(task.Id, "fixed", ["src/Login.cs"], by: bot.Id);

        var result = await agents.Distributor.AutoDistributeAsync(requests);
        foreach (var item in result.Items)
        {
            Console.WriteLine(item.IsAssigned ? $"{item.Task!.AgentId}: {item.Score}" : item.Reason);
        }
    }

    internal static async Task ClaimAsync(IServiceCollection services, IClaims claims)
    {
        services.AddRepoTickets(t => t.AddStorage(".").AddClaims());         // IClaims, IReadyIndex

        await using var claim = await claims.ClaimNextAsync("bot-1", TicketQuery.Parse("label:bug"), TimeSpan.FromMinutes(5),
            new() { RenewAutomatically = true });
        if (claim is null) return;                                           // nothing is ready
        await claim.UpdateTicketAsync(t => t with { Status = TicketStatus.InProgress });
        await WorkAsync(claim.TicketId, claim.Lost);                         // Lost is cancelled when the claim is found to be lost
        await claim.UpdateTicketAsync(t => t with { Status = TicketStatus.Closed }, release: true);
    }

    private static Task WorkAsync(TicketId ticket, CancellationToken lost) => Console.Out.WriteLineAsync($"Working on {ticket}".AsMemory(), lost);
}
