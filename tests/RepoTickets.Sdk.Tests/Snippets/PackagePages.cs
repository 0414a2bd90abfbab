using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RepoTickets.Batch;
using RepoTickets.Events;
using RepoTickets.LogTriage;
using RepoTickets.Storage;
using RepoTickets.Workflows;

namespace RepoTickets.Sdk.Tests.Snippets;

/// <summary>The code of docs/packages and of the READMEs in the packages.</summary>
internal static class PackagePages
{
    internal static (Ticket Closed, TicketQuery Query) Core()
    {
        var ticket = new Ticket { Id = TicketId.Parse("LOGIN-1"), Title = "Login fails", Labels = ["bug"] };
        var closed = ticket with { Status = TicketStatus.Closed };
        var query = TicketQuery.Parse("is:open label:bug priority>=high");
        return (closed, query);
    }

    internal static async Task<int> StorageAsync()
    {
        await using var store = await TicketStore.OpenAsync("path/to/repository");
        var ticket = await store.CreateAsync("Login fails", t => t with { Labels = ["bug"] });
        var found = await store.QueryAsync("is:open login");
        return found.Tickets.Count + ticket.Labels.Count;
    }

    internal static void Events(IServiceCollection services, IEventBus bus)
    {
        services.AddRepoTickets(tickets => tickets.AddStorage(".").AddEvents());

        using var subscription = bus.Subscribe<TicketClosed>((closed, token) => TellAsync(closed.Data.TicketId, token));
    }

    internal static async Task BatchAsync(ITicketStore store, Ticket ticket)
    {
        var executor = BatchExecutor.Create(store);
        var result = await executor.ExecuteAsync(new TicketBatch()
            .Create(new Ticket { Title = "Checkout is slow" })
            .Update(ticket.Id, t => t with { Status = TicketStatus.Closed }));
        result.ThrowIfFailed();
    }

    internal static async Task WorkflowsAsync(IServiceCollection services, IClaims claims)
    {
        services.AddRepoTickets(tickets => tickets.AddStorage(".").AddClaims().AddWorkflow(WorkflowTemplates.BugFix));

        await using var claim = await claims.ClaimNextAsync("bot-1", TicketQuery.Parse("label:bug"), TimeSpan.FromMinutes(5));
    }

    internal static async Task<bool> LogTriageAsync(IServiceCollection services, ILogProcessor processor)
    {
        services.AddRepoTickets(tickets => tickets
            .AddStorage(".")
            .AddLogTriage(options => options.Mode = TriageMode.Real));

        var result = await processor.ProcessAsync(LogSources.File("app.log"));
        return result.IsComplete;
    }

    internal static void Sdk(HostApplicationBuilder builder)
    {
        builder.Services.AddRepoTicketsSdk(".", tickets => tickets
            .AddStorage(options => options.CreateIfMissing = true));
    }

    private static ValueTask TellAsync(TicketId ticket, CancellationToken token) =>
        new(Console.Out.WriteLineAsync($"{ticket} is closed".AsMemory(), token));
}
