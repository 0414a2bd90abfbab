using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets.Storage;
using RepoTickets.Workflows.Claims;
using RepoTickets.Workflows.Ready;

namespace RepoTickets.Workflows.Tests.Claims;

/// <summary>A store in a folder of its own, with claims on it and a clock that the test moves.</summary>
internal sealed class ClaimWorld : IAsyncDisposable
{
    internal static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly List<IAsyncDisposable> _open = [];

    internal string Folder { get; } = Directory.CreateTempSubdirectory("repotickets-claims-").FullName;

    internal FakeTime Clock { get; } = FakeTime.AtNoon();

    internal ITicketStore Store { get; private set; } = null!;

    internal IClaims Claims { get; private set; } = null!;

    internal IReadyIndex Ready { get; private set; } = null!;

    internal static async Task<ClaimWorld> CreateAsync()
    {
        var world = new ClaimWorld();
        (world.Store, world.Claims, world.Ready) = await world.OpenAsync();
        return world;
    }

    /// <summary>As another process would: its own store, index and memory, on the same folder.</summary>
    internal async Task<(ITicketStore Store, IClaims Claims, IReadyIndex Ready)> OpenAsync()
    {
        var store = await TicketStore.OpenAsync(new StorageOptions
        {
            RepositoryPath = Folder,
            CreateIfMissing = true,
            WatchFiles = false,
            SettleTime = TimeSpan.Zero,
            MaximumStaleness = TimeSpan.Zero,
            SweepInterval = TimeSpan.FromDays(1),
            TimeZone = TimeZoneInfo.Utc,
            Durability = Durability.Buffered,
        });
        _open.Add(store);
        var expiry = new LeaseExpiry(Clock);
        var ready = new StoreReadyIndex(store, expiry);
        _open.Insert(0, ready);
        return (store, new StoreClaims(new(store, expiry, Clock, NullLogger.Instance), ready), ready);
    }

    internal async Task<Ticket> AddAsync(string title = "Login", Func<Ticket, Ticket>? configure = null) =>
        await Store.CreateAsync(title, configure);

    internal async Task<string[]> ReadyIdsAsync(TicketQuery? query = null) =>
        [.. (await Ready.GetAsync(query, 1_000)).Tickets.Select(static ticket => ticket.Id.Value)];

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _open)
        {
            await store.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
