using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RepoTickets.Storage.Tests.Store;

public sealed class HostingTests
{
    [Fact]
    public async Task AddStorage_GivesOneStoreUnderBothContracts()
    {
        await using var temporary = TemporaryStore.Closed();
        await using var provider = new ServiceCollection()
            .AddRepoTickets(tickets => tickets.AddStorage(o => (o.RepositoryPath, o.CreateIfMissing) = (temporary.RepositoryPath, true)))
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        var store = provider.GetRequiredService<ITicketStore>();
        Assert.Same(store, provider.GetRequiredService<IStoreMaintenance>());
        Assert.False(Directory.Exists(temporary.Root));
        var ticket = await store.CreateAsync("Hosted");
        Assert.Equal(ticket, await store.GetAsync(ticket.Id));
        Assert.True((await provider.GetRequiredService<IStoreMaintenance>().VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task AddStorage_Twice_AddsNothingAndTheLastOptionsWin()
    {
        await using var temporary = TemporaryStore.Closed();
        var services = new ServiceCollection();
        services.AddRepoTickets(tickets => tickets.AddStorage("/nowhere").AddStorage());
        var count = services.Count(static d => !d.ServiceType.Name.StartsWith("IConfigureOptions", StringComparison.Ordinal));
        services.AddRepoTickets(tickets => tickets.AddStorage(temporary.RepositoryPath).AddStorage(static o => o.CreateIfMissing = true));
        Assert.Equal(count, services.Count(static d => !d.ServiceType.Name.StartsWith("IConfigureOptions", StringComparison.Ordinal)));
        await using var provider = services.BuildServiceProvider();
        Assert.Single(provider.GetServices<ITicketStore>());
        Assert.Single(provider.GetServices<IStoreMaintenance>());
        Assert.Equal(0, (await provider.GetRequiredService<ITicketStore>().GetStatisticsAsync()).Total);
        Assert.True(Directory.Exists(temporary.Root));
    }

    [Fact]
    public async Task Options_OutOfRange_AreAllInOneMessage()
    {
        await using var provider = new ServiceCollection()
            .AddRepoTickets(
                static tickets =>
                    tickets.AddStorage(
                        static o => (o.CacheCapacity, o.LockTimeout, o.SettleTime) = (0, TimeSpan.Zero, TimeSpan.FromHours(1))))
            .BuildServiceProvider();
        var exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<ITicketStore>());
        Assert.Equal(3, exception.Failures.Count());
        Assert.All(
            ["CacheCapacity", "LockTimeout", "SettleTime"], name => Assert.Contains(name, exception.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task AddStorage_WithACacheOfTheHost_ReadsThroughItWhateverItForgets(int forgetsEach)
    {
        await using var temporary = TemporaryStore.Closed();
        var cache = new ForgetfulCache(forgetsEach);
        await using var provider = new ServiceCollection()
            .AddSingleton<ITicketCache>(cache)
            .AddRepoTickets(tickets => tickets.AddStorage(o => (o.RepositoryPath, o.CreateIfMissing) = (temporary.RepositoryPath, true)))
            .BuildServiceProvider();
        var store = provider.GetRequiredService<ITicketStore>();
        var ticket = await store.CreateAsync("Hosted");
        for (var round = 0; round < 20; round++)
        {
            ticket = await store.UpdateAsync(ticket.Id, t => t with { Assignee = $"a{round}" });
            Assert.Equal(ticket, await store.GetAsync(ticket.Id));
            Assert.Equal(ticket, await store.GetAsync(ticket.Id));
        }

        Assert.True(cache.Sets > 0);
        var statistics = provider.GetRequiredService<IStoreMaintenance>().GetCacheStatistics();
        Assert.True(statistics.Enabled);
        Assert.True(statistics.Hits > 0);
        Assert.Equal(1, statistics.Count);
    }

    private sealed class ForgetfulCache(int forgetsEach) : ITicketCache
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, object> _kept = new();
        private int _asked;

        internal int Sets { get; private set; }

        public long Count => _kept.Count;

        public bool TryGet(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out object? content)
        {
            content = null;
            return (forgetsEach == 1 || Interlocked.Increment(ref _asked) % forgetsEach != 0) && _kept.TryGetValue(key, out content);
        }

        public void Set(string key, object content) => _kept[key] = (Sets++, content).content;

        public void Remove(string key) => _kept.TryRemove(key, out _);

        public void Clear() => _kept.Clear();
    }

    [Fact]
    public async Task Disposal_OfTheHost_ClosesTheStore()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.CloseAsync();
        var provider = new ServiceCollection()
            .AddRepoTickets(tickets => tickets.AddStorage(temporary.RepositoryPath))
            .BuildServiceProvider();
        var store = provider.GetRequiredService<ITicketStore>();
        await store.CreateAsync("Hosted");
        await provider.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.GetStatisticsAsync());
        Assert.Contains("HOSTED-1:", temporary.Lines("index.yaml"));
        Assert.True(temporary.Exists(".sdk/index"));
    }

    [Fact]
    public async Task Opening_ThatFailed_IsTriedAgainByTheNextUse()
    {
        await using var temporary = TemporaryStore.Closed();
        await using var provider = new ServiceCollection()
            .AddRepoTickets(tickets => tickets.AddStorage(temporary.RepositoryPath))
            .BuildServiceProvider();
        var store = provider.GetRequiredService<ITicketStore>();
        await Assert.ThrowsAsync<StoreNotFoundException>(async () => await store.GetStatisticsAsync());
        Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<IStoreMaintenance>().GetCacheStatistics());
        TicketStore.Initialize(temporary.RepositoryPath);
        Assert.Equal(0, (await store.GetStatisticsAsync()).Total);
    }

    [Fact]
    public async Task Provider_DisposedWithoutAnyUse_IsFine()
    {
        var provider = new ServiceCollection().AddRepoTickets(static tickets => tickets.AddStorage("/nowhere")).BuildServiceProvider();
        _ = provider.GetRequiredService<ITicketStore>();
        await provider.DisposeAsync();
    }

    [Fact]
    public void AddStorage_Null_IsRefused() =>
        Assert.Throws<ArgumentNullException>(static () => StorageBuilderExtensions.AddStorage(null!));
}
