using Microsoft.Extensions.DependencyInjection;
using RepoTickets;

namespace Shop;

/// <summary>The code of README.md, in a namespace that is none of ours: it needs the lines above.</summary>
internal static class ReadMePage
{
    internal static async Task<int> UseAsync()
    {
        await using var services = new ServiceCollection()
            .AddRepoTickets(tickets => tickets.AddStorage("path/to/repository"))
            .BuildServiceProvider();
        var store = services.GetRequiredService<ITicketStore>();

        var ticket = await store.CreateAsync("Login fails", t => t with { Priority = TicketPriority.High, Labels = ["bug"] });
        await store.UpdateAsync(ticket.Id, t => t with { Status = TicketStatus.Closed });
        var open = await store.QueryAsync("is:open label:bug priority>=high updated<7d");
        return open.Tickets.Count;
    }
}
