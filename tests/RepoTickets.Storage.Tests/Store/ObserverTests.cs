using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace RepoTickets.Storage.Tests.Store;

public sealed class ObserverTests : IAsyncDisposable
{
    private readonly TemporaryStore _temporary = TemporaryStore.Closed();
    private readonly Recorder _recorder = new();
    private readonly ServiceProvider _provider;

    public ObserverTests()
    {
        TicketStore.Initialize(_temporary.RepositoryPath);
        _provider = new ServiceCollection()
            .AddSingleton<IStoreObserver, Thrower>()
            .AddSingleton<IStoreObserver>(_recorder)
            .AddSingleton<IStoreObserver, UserOfTheStore>()
            .AddRepoTickets(tickets => tickets.AddStorage(options =>
            {
                options.RepositoryPath = _temporary.RepositoryPath;
                options.WatchFiles = false;
                options.SettleTime = TimeSpan.Zero;
                options.SweepInterval = TimeSpan.FromDays(1);
            }))
            .BuildServiceProvider();
    }

    private ITicketStore Store => _provider.GetRequiredService<ITicketStore>();

    private IStoreMaintenance Maintenance => _provider.GetRequiredService<IStoreMaintenance>();

    public async ValueTask DisposeAsync()
    {
        Assert.All(_provider.GetServices<IStoreObserver>().OfType<UserOfTheStore>(), static user => Assert.Empty(user.Failures));
        await _provider.DisposeAsync();
        await _temporary.DisposeAsync();
    }

    [Fact]
    public async Task Maintenance_CacheAndIndex_AreTold()
    {
        var ticket = await Store.CreateAsync("One");
        await Store.GetAsync(ticket.Id);
        var dropped = Maintenance.ClearCache();
        await Maintenance.RebuildIndexAsync();
        Assert.Equal([$"cache {dropped}", "index 1"], _recorder.Told);
    }

    [Fact]
    public async Task Fault_OfOneStateOfAFile_IsToldOnce()
    {
        var ticket = await Store.CreateAsync("One");
        var path = $"open/{ticket.Id}.yaml";
        _temporary.Write(path, "torn: [");
        await Store.RefreshAsync();
        await Store.RefreshAsync();
        Assert.Equal([$"fault {path}"], _recorder.Told);
        await Maintenance.RebuildIndexAsync();
        Assert.Equal([$"fault {path}", "index 0"], _recorder.Told);
        _temporary.Write(path, "torn: [[");
        await Store.RefreshAsync();
        Assert.Equal([$"fault {path}", "index 0", $"fault {path}"], _recorder.Told);
        File.Delete(_temporary.PathOf(path));
        await Store.RefreshAsync();
        Assert.Equal(3, _recorder.Told.Count);
    }

    [Fact]
    public async Task Fault_FoundWhenOpening_IsToldWhenTheStoreIsOpen()
    {
        _temporary.Write("open/BAD-1.yaml", "torn: [");
        await Store.GetStatisticsAsync();
        Assert.Equal(["fault open/BAD-1.yaml"], _recorder.Told);
    }

    [Fact]
    public async Task Index_BuiltWhenOpening_IsTold()
    {
        await using (var first = await _temporary.OpenAnotherAsync())
        {
            await first.CreateAsync("One");
        }

        Directory.Delete(_temporary.PathOf(".sdk"), recursive: true);
        await Store.GetStatisticsAsync();
        Assert.Equal(["index 1"], _recorder.Told);
    }

    /// <summary>What it is told, as text.</summary>
    private sealed class Recorder : IStoreObserver
    {
        internal ConcurrentQueue<string> Told { get; } = new();

        public void OnCacheCleared(long count) => Told.Enqueue($"cache {count}");

        public void OnIndexRebuilt(int count) => Told.Enqueue($"index {count}");

        public void OnFault(DocumentFault fault) => Told.Enqueue($"fault {fault.Path}");
    }

    private sealed class Thrower : IStoreObserver
    {
        public void OnCacheCleared(long count) => throw new InvalidOperationException("no");

        public void OnIndexRebuilt(int count) => throw new InvalidOperationException("no");

        public void OnFault(DocumentFault fault) => throw new InvalidOperationException("no");
    }

    /// <summary>Needs the store to be made, and writes to it and waits whenever it is told something: no lock may be held then.</summary>
    private sealed class UserOfTheStore(ITicketStore store) : IStoreObserver
    {
        internal ConcurrentQueue<string> Failures { get; } = new();

        public void OnCacheCleared(long count) => Use();

        public void OnIndexRebuilt(int count) => Use();

        public void OnFault(DocumentFault fault) => Use();

        private void Use()
        {
            var use = Task.Run(async () =>
            {
                await store.RefreshAsync();
                await store.CommitAsync(new(DocumentChange.Create(new BacklogItem { Title = "Look into it" })));
            });
            if (!use.Wait(TimeSpan.FromSeconds(10)))
            {
                Failures.Enqueue("The store is locked.");
            }
        }
    }
}
