using RepoTickets.Storage;

namespace RepoTickets.Benchmarks.Data;

/// <summary>A repository that lasts as long as the run.</summary>
internal sealed class TemporaryRepository
{
    internal string Folder { get; } = RunFolder.CreateFolder();

    internal StorageOptions Options => new()
    {
        RepositoryPath = Folder,
        CreateIfMissing = true,
        TimeZone = TimeZoneInfo.Utc,
        CacheCapacity = 200_000,
    };

    internal static void Initialise(string folder) => TicketStore.Initialize(folder);
}
