using RepoTickets.Storage;

namespace RepoTickets.Benchmarks.Data;

/// <summary>A folder that is gone afterwards. On the disk, not in memory: flushes must cost what they cost.</summary>
internal sealed class TemporaryRepository : IDisposable
{
    internal TemporaryRepository() =>
        Folder = Directory.CreateDirectory(Path.Join(Environment.GetEnvironmentVariable("REPOTICKETS_BENCHMARK_FOLDER") ?? Path.GetTempPath(), "repotickets-" + Guid.NewGuid().ToString("N"))).FullName;

    internal string Folder { get; }

    internal StorageOptions Options => new()
    {
        RepositoryPath = Folder,
        CreateIfMissing = true,
        TimeZone = TimeZoneInfo.Utc,
        CacheCapacity = 200_000,
    };

    internal static void Initialise(string folder) => TicketStore.Initialize(folder);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
