using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RepoTickets.Events.Tests.Bus;

namespace RepoTickets.Events.Tests.Hosting;

public sealed class EventsBuilderTests
{
    [Fact]
    public async Task AddEvents_Twice_IsTheSameAsOnce()
    {
        var services = Make(
            static tickets => tickets.AddEvents().AddEvents().AddEventHandler<Ping, Handler>().AddEventHandler<Ping, Handler>());
        var once = Make(static tickets => tickets.AddEventHandler<Ping, Handler>());
        Assert.Equal(once.Count, services.Count);
        await using var provider = services.BuildServiceProvider();
        Assert.Same(provider.GetRequiredService<IEventBus>(), provider.GetRequiredService<IEventPublisher>());
        Assert.Equal("Handler", Assert.Single(provider.GetRequiredService<IEventBus>().GetStatistics().Subscriptions).Name);
    }

    [Fact]
    public async Task AddEvents_HostHasABusOfItsOwn_ComponentsPublishToIt()
    {
        await using var own = TestBus.Make();
        await using var provider = new ServiceCollection().AddSingleton<IEventBus>(own).AddRepoTickets(static tickets => tickets.AddEvents()).BuildServiceProvider();
        Assert.Same(own, provider.GetRequiredService<IEventPublisher>());
    }

    [Fact]
    public async Task AddEventHandler_Scoped_IsMadeAnewForEachEventAndDisposed()
    {
        var log = new Calls();
        await using var provider = Make(static tickets => tickets.AddEventHandler<Ping, Handler>(new() { Name = "mine" }))
            .AddSingleton(log)
            .BuildServiceProvider();
        var bus = provider.GetRequiredService<IEventBus>();
        await bus.PublishAsync(new Ping(1));
        await bus.PublishAsync(new Ping(2));
        await bus.DrainAsync().InTime();
        Assert.Equal(["1 of 1", "gone", "1 of 2", "gone"], log.Entries);
        Assert.Equal("mine", bus.GetStatistics().Subscriptions[0].Name);
    }

    [Fact]
    public async Task AddEventHandler_Singleton_IsOne()
    {
        var log = new Calls();
        await using var provider = Make(static tickets => tickets.AddEventHandler<Ping, Handler>())
            .AddSingleton(log)
            .Replace<Handler>()
            .BuildServiceProvider();
        var bus = provider.GetRequiredService<IEventBus>();
        await bus.PublishAsync(new Ping(1));
        await bus.PublishAsync(new Ping(2));
        await bus.DrainAsync().InTime();
        Assert.Equal(["1 of 1", "2 of 2"], log.Entries);
    }

    [Fact]
    public async Task Host_Starts_BusFollowsTheFeed()
    {
        var feed = new TestFeed(3);
        await using var provider = Make(static tickets => tickets.AddEvents()).AddSingleton<IEventFeed>(feed).BuildServiceProvider();
        foreach (var hosted in provider.GetServices<IHostedService>())
        {
            await hosted.StartAsync(default);
        }

        Assert.Equal(3, provider.GetRequiredService<IEventBus>().GetStatistics().Position);
    }

    [Fact]
    public async Task Provider_DisposedSynchronously_DisposesTheBus()
    {
        IEventBus bus;
        using (var provider = Make(static tickets => tickets.AddEvents()).BuildServiceProvider())
        {
            bus = provider.GetRequiredService<IEventBus>();
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => bus.PublishAsync(new Ping(1)).AsTask());
    }

    [Fact]
    public void AddEvents_OptionsOutOfRange_AreRefusedAllAtOnce()
    {
        using var provider = Make(
            static tickets =>
                tickets.AddEvents(
                    static options => (options.HistoryCapacity, options.DeadLetterCapacity) = (-1, -2))).BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IEventBus>);
        Assert.Contains("HistoryCapacity is -1", error.Message, StringComparison.Ordinal);
        Assert.Contains("DeadLetterCapacity is -2", error.Message, StringComparison.Ordinal);
    }

    private static ServiceCollection Make(Action<IRepoTicketsBuilder> configure)
    {
        var services = new ServiceCollection();
        services.AddRepoTickets(configure);
        foreach (var definition in TestBus.Definitions)
        {
            services.AddSingleton(definition);
        }

        return services;
    }

    internal sealed class Calls
    {
        internal List<string> Entries { get; } = [];
    }

    internal sealed class Handler(Calls calls) : IEventHandler<Ping>, IDisposable
    {
        private int _count;

        public ValueTask HandleAsync(Event<Ping> e, CancellationToken cancellationToken)
        {
            calls.Entries.Add($"{++_count} of {e.Data.Number}");
            return default;
        }

        public void Dispose() => calls.Entries.Add("gone");
    }
}

internal static class ServiceReplacement
{
    internal static IServiceCollection Replace<T>(this IServiceCollection services)
        where T : class
    {
        services.Remove(services.Single(static found => found.ServiceType == typeof(T)));
        return services.AddSingleton<T>();
    }
}
