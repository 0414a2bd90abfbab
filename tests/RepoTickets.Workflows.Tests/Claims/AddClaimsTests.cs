using Microsoft.Extensions.DependencyInjection;

namespace RepoTickets.Workflows.Tests.Claims;

public sealed class AddClaimsTests
{
    [Fact]
    public async Task AddClaims_Twice_IsTheSameAsOnce()
    {
        var folder = Directory.CreateTempSubdirectory("repotickets-claims-");
        try
        {
            var services = new ServiceCollection().AddRepoTickets(tickets => tickets
                .AddStorage(options => (options.RepositoryPath, options.CreateIfMissing) = (folder.FullName, true))
                .AddClaims());
            var count = CountServices(services);
            services.AddRepoTickets(static tickets => tickets.AddClaims());
            Assert.Equal(count, CountServices(services));
            await using var provider = services.BuildServiceProvider();
            var ticket = await provider.GetRequiredService<ITicketStore>().CreateAsync("Login");
            await using var claim = await provider.GetRequiredService<IClaims>().ClaimNextAsync("ann", null, TimeSpan.FromMinutes(1));
            Assert.Equal(ticket.Id, claim?.TicketId);
            Assert.Empty((await provider.GetRequiredService<IReadyIndex>().GetAsync()).Tickets);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Without what only sets options, which may be set any number of times.</summary>
    private static int CountServices(IServiceCollection services) => services.Count(static service =>
        service.ServiceType.Namespace != typeof(Microsoft.Extensions.Options.IOptions<>).Namespace);
}
