using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RepoTickets.Batch;
using RepoTickets.LogTriage;
using RepoTickets.Workflows;
using Shop;

namespace RepoTickets.Sdk.Tests.Snippets;

public sealed class GettingStartedTests
{
    [Fact]
    public async Task Page_RunFromTopToBottom_DoesWhatItSays()
    {
        using TemporaryFolder repository = new();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        GettingStarted.Compose(builder);
        builder.Services.AddRepoTickets(tickets => tickets
            .AddStorage(repository.Path).AddLogTriage(options => (options.Mode, options.RepositoryPath) = (TriageMode.Real, repository.Path)));
        using var host = builder.Build();
        await host.StartAsync();
        var services = host.Services;
        var (ticket, urgent, batch, triaged) = await GettingStarted.UseAsync(
            services.GetRequiredService<ITicketStore>(),
            services.GetRequiredService<IClaims>(),
            services.GetRequiredService<IBatchExecutor>(),
            services.GetRequiredService<ILogProcessor>());
        Assert.Equal((TicketStatus.Closed, "alice", 1), (ticket.Status, ticket.Assignee, urgent));
        Assert.Contains("release-1.4", ticket.Labels);
        Assert.True(batch.Success);
        Assert.NotNull(triaged.Error);
        await host.StopAsync();
    }
}
