using RepoTickets.Storage;

namespace RepoTickets.Mcp.Tests.Support;

/// <summary>A folder of its own with a store, removed afterwards.</summary>
internal sealed class TestRepository : IDisposable
{
    private TestRepository()
    {
    }

    internal string Folder { get; } = Directory.CreateTempSubdirectory("tickets-mcp-").FullName;

    internal static async Task<TestRepository> CreateAsync()
    {
        var repository = new TestRepository();
        await using var store = await repository.OpenAsync();
        return repository;
    }

    internal ValueTask<ITicketStore> OpenAsync() =>
        TicketStore.OpenAsync(new StorageOptions { RepositoryPath = Folder, CreateIfMissing = true });

    /// <summary>Adds a ticket past any server.</summary>
    internal async Task<Ticket> AddAsync(string title, Func<Ticket, Ticket>? configure = null)
    {
        await using var store = await OpenAsync();
        return await store.CreateAsync(title, configure);
    }

    internal async Task<Ticket> ReadAsync(string id)
    {
        await using var store = await OpenAsync();
        return (await store.GetAsync(TicketId.Parse(id)))!;
    }

    internal string Write(string name, string text)
    {
        var path = Path.Join(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>The store, opened anew, has nothing to report.</summary>
    internal async Task AssertWholeAsync()
    {
        await using var store = await OpenAsync();
        var report = await ((IStoreMaintenance)store).VerifyAsync();
        Assert.True(report.IsClean, string.Join('\n', report.Findings));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
