using RepoTickets.Storage;

namespace RepoTickets.Batch.Tests.Support;

/// <summary>A store in a folder of its own on the real file system; reads are never stale.</summary>
internal sealed class TemporaryStore : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("repotickets-batch-").FullName;

    internal ITicketStore Store { get; private set; } = null!;

    internal static async Task<TemporaryStore> CreateAsync(Action<StorageOptions>? configure = null)
    {
        var temporary = new TemporaryStore();
        temporary.Store = await temporary.OpenAnotherAsync(configure);
        return temporary;
    }

    internal async Task<ITicketStore> OpenAnotherAsync(Action<StorageOptions>? configure = null)
    {
        var options = new StorageOptions
        {
            RepositoryPath = _folder,
            CreateIfMissing = true,
            WatchFiles = false,
            SettleTime = TimeSpan.Zero,
            MaximumStaleness = TimeSpan.Zero,
            SweepInterval = TimeSpan.FromDays(1),
            TimeZone = TimeZoneInfo.Utc,
            Durability = Durability.Buffered,
        };
        configure?.Invoke(options);
        return await TicketStore.OpenAsync(options);
    }

    /// <summary>All tickets by identifier, read from their files.</summary>
    internal static async Task<Dictionary<string, Ticket>> ReadAllAsync(ITicketStore store) =>
        (await store.ListAsync<Ticket>()).Documents.ToDictionary(static ticket => ticket.Id.Value);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
