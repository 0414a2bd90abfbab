namespace RepoTickets.Storage.ProcessTests.Processes;

/// <summary>A folder for one test, removed with all it holds.</summary>
internal sealed class TestFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("repotickets-process-").FullName;

    internal string Tickets => System.IO.Path.Combine(Path, ".tickets");

    internal string File(string relative) => System.IO.Path.Combine(Tickets, relative);

    internal ValueTask<ITicketStore> OpenAsync(Action<StorageOptions>? configure = null)
    {
        var options = new StorageOptions { RepositoryPath = Path, CreateIfMissing = true };
        configure?.Invoke(options);
        return TicketStore.OpenAsync(options);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
