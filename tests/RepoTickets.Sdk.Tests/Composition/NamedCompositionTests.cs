using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using RepoTickets.Batch;
using RepoTickets.Events;
using RepoTickets.Storage;
using RepoTickets.Workflows;

namespace RepoTickets.Sdk.Tests.Composition;

public sealed class NamedCompositionTests
{
    [Fact]
    public async Task AddRepoTickets_TwoNamesAndTheDefault_EachHasItsOwnRepository()
    {
        using TemporaryFolder main = new(), website = new(), app = new();
        await using var services = new ServiceCollection()
            .AddRepoTickets(t => Everything(t, main))
            .AddRepoTickets("website", t => Everything(t, website))
            .AddRepoTickets("app", t => Everything(t, app))
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        foreach (var (key, repository) in new[] { (null, main), ("website", website), ("app", app) })
        {
            var executor = Get<IBatchExecutor>(services, key);
            Assert.True((await executor.ExecuteAsync(new TicketBatch().Create(new Ticket { Title = key ?? "main" }))).Success);
            Assert.Single(Directory.GetFiles(Path.Join(repository.Path, ".tickets", "open"), "*.yaml"));
            Assert.Same(Get<ITicketStore>(services, key), Get<ITicketStore>(services, key));
            Assert.Single((await Get<IReadyIndex>(services, key).GetAsync()).Tickets);
            Assert.NotNull(Get<IAgentRegistry>(services, key));
        }

        Assert.NotSame(Get<ITicketStore>(services, "website"), Get<ITicketStore>(services, "app"));
        Assert.NotSame(Get<ITicketStore>(services, "website"), Get<ITicketStore>(services, null));
    }

    [Fact]
    public async Task AddRepoTickets_Named_StartsWithTheHostAndHandlersGetTheServicesOfTheirComposition()
    {
        using TemporaryFolder website = new(), app = new();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<Heard>();
        builder.Services.AddRepoTickets("website", t => Everything(t, website).AddEventHandler<TicketCreated, HearingHandler>());
        builder.Services.AddRepoTickets("app", t => Everything(t, app).AddEventHandler<TicketCreated, HearingHandler>());
        using var host = builder.Build();
        await host.StartAsync();
        var store = host.Services.GetRequiredKeyedService<ITicketStore>("website");
        await store.CreateAsync("Only here");
        await host.Services.GetRequiredKeyedService<IEventBus>("website").DrainAsync(await store.Feed.GetPositionAsync());
        await host.Services.GetRequiredKeyedService<IEventBus>("app").DrainAsync();
        Assert.Same(store, Assert.Single(host.Services.GetRequiredService<Heard>().Stores));
        await host.StopAsync();
    }

    [Fact]
    public async Task AddRepoTickets_SameNameAgain_ChangesOptionsAndAddsNothing()
    {
        using TemporaryFolder first = new(), second = new();
        var collection = new ServiceCollection()
            .AddRepoTickets("a", t => Everything(t, first)).AddRepoTickets("b", t => Everything(t, first));
        var count = collection.Count(
            static service => service.ServiceType.Assembly.GetName().Name!.StartsWith("RepoTickets", StringComparison.Ordinal));
        collection.AddRepoTickets("a", t => Everything(t, second));
        Assert.Equal(
            count, collection.Count(
                static service => service.ServiceType.Assembly.GetName().Name!.StartsWith("RepoTickets", StringComparison.Ordinal)));
        await using var services = collection.BuildServiceProvider();
        await services.GetRequiredKeyedService<ITicketStore>("a").CreateAsync("x");
        Assert.False(Directory.Exists(Path.Join(first.Path, ".tickets")));
        Assert.True(Directory.Exists(Path.Join(second.Path, ".tickets")));
    }

    [Fact]
    public async Task AddRepoTickets_HostRegistersUnderTheName_ItsServiceIsUsed()
    {
        using TemporaryFolder repository = new();
        var mine = new LearnedPolicy();
        await using var services = new ServiceCollection()
            .AddRepoTickets("a", t => Everything(t, repository))
            .AddKeyedSingleton<IAssignmentPolicy>("a", mine)
            .BuildServiceProvider();
        Assert.Same(mine, services.GetRequiredKeyedService<IAssignmentPolicy>("a"));
        Assert.NotNull(services.GetRequiredKeyedService<ITaskDistributor>("a"));
    }

    [Fact]
    public void AddRepoTickets_ReplacedAndRemovedInside_IsSoInTheHost()
    {
        var mine = new LearnedPolicy();
        var collection = new ServiceCollection().AddRepoTickets("a", t =>
        {
            t.AddStorage(".").AddAgents();
            t.Services.Replace(ServiceDescriptor.Singleton<IAssignmentPolicy>(mine));
            t.Services.RemoveAll<IAgentLearning>();
        });
        using var services = collection.BuildServiceProvider();
        Assert.Same(mine, Assert.Single(services.GetKeyedServices<IAssignmentPolicy>("a")));
        Assert.Null(services.GetKeyedService<IAgentLearning>("a"));
    }

    [Fact]
    public void AddRepoTickets_BlankName_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddRepoTickets(" ", static t => t.AddStorage(".")));

    private static IRepoTicketsBuilder Everything(IRepoTicketsBuilder builder, TemporaryFolder repository) => builder
        .AddStorage(options => (options.RepositoryPath, options.CreateIfMissing) = (repository.Path, true))
        .AddEvents().AddBatch().AddAgents().AddClaims();

    private static T Get<T>(IServiceProvider services, string? key)
        where T : notnull => key is null ? services.GetRequiredService<T>() : services.GetRequiredKeyedService<T>(key);

    internal sealed class Heard
    {
        internal List<ITicketStore> Stores { get; } = [];
    }

    internal sealed class HearingHandler(Heard heard, ITicketStore store) : IEventHandler<TicketCreated>
    {
        public ValueTask HandleAsync(Event<TicketCreated> made, CancellationToken cancellationToken)
        {
            lock (heard)
            {
                heard.Stores.Add(store);
            }

            return default;
        }
    }
}
