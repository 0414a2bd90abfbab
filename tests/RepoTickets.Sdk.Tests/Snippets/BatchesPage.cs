using Microsoft.Extensions.DependencyInjection;
using RepoTickets.Batch;

namespace RepoTickets.Sdk.Tests.Snippets;

/// <summary>The code of docs/batches.md.</summary>
internal static class BatchesPage
{
    internal static async Task UseAsync(IServiceCollection services, ITicketStore store, Ticket release, Ticket other, Ticket obsolete)
    {
        services.AddRepoTickets(t => t.AddStorage(".").AddBatch());          // IBatchExecutor, ITicketFiles
        var executor = BatchExecutor.Create(store);                          // the same without a host

        var login = TicketId.Placeholder("login");
        var result = await executor.ExecuteAsync(new TicketBatch()
            .Create(new Ticket { Id = login, Title = "Login fails" })
            .Update(release.Id, t => t with { BlockedBy = [.. t.BlockedBy, login] })
            .Update(other.Id, TicketPatch.Parse("""{"status": "closed", "assignee": null}"""))
            .Delete(obsolete.Id)
            .Custom("mail", token => SendAsync(token), () => RecallAsync()));
        result.ThrowIfFailed();                                              // or look at result.Errors, result.Items
    }

    private static ValueTask SendAsync(CancellationToken token) => token.IsCancellationRequested ? ValueTask.FromCanceled(token) : default;

    private static ValueTask RecallAsync() => default;
}
