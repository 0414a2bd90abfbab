using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RepoTickets.Workflows.Tests.Hosting;

public sealed class AddAgentsTests
{
    [Fact]
    public async Task AddAgents_WithAStore_GivesAllServicesOnce()
    {
        var folder = Directory.CreateTempSubdirectory("repotickets-agents-").FullName;
        await using (var services = new ServiceCollection()
            .AddRepoTickets(tickets => tickets.AddStorage(options =>
            {
                options.RepositoryPath = folder;
                options.CreateIfMissing = true;
            }).AddAgents().AddAgents(static options => options.MaximumBatch = 2))
            .BuildServiceProvider())
        {
            var agent = await services.GetRequiredService<IAgentRegistry>().RegisterAsync(new() { Name = "Bot" });

            Assert.Equal(agent.Id, Assert.Single(await services.GetRequiredService<ITaskDistributor>().MonitorAsync()).AgentId);
            Assert.NotNull(await services.GetRequiredService<IAgentLearning>().FindProfileAsync(agent.Id));
            Assert.Single(services.GetServices<IAgentTasks>());
            Assert.IsType<LearnedPolicy>(services.GetRequiredService<IAssignmentPolicy>());
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void AddAgents_OptionsOutOfRange_AreAllReported()
    {
        using var services = new ServiceCollection().AddRepoTickets(static tickets => tickets.AddAgents(static options =>
        {
            options.HeartbeatInterval = TimeSpan.FromMinutes(3);
            options.SilentStatus = AgentStatus.Busy;
            options.MaximumAttempts = 0;
            options.MaximumBatch = 3001;
            options.ReadConcurrency = 0;
            options.HalfLife = TimeSpan.Zero;
            options.CredibleMass = double.NaN;
            options.TimeZone = null!;
        })).BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<AgentOptions>>().Value);

        Assert.Equal(8, exception.Failures.Count());
    }
}
