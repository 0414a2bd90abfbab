using RepoTickets.Benchmarks.Data;
using RepoTickets.Storage;

namespace RepoTickets.Benchmarks.Tests.Data;

public sealed class RunFolderTests
{
    [Fact]
    public async Task CreateRepository_InsideARepository_IsThePlaceOfItsOwnStore()
    {
        var outer = Directory.CreateTempSubdirectory("repotickets-outer-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Join(outer, ".git"));
            var folder = RunFolder.CreateRepository(Path.Join(outer, "build", "run"));
            await using (var store = await TicketStore.OpenAsync(new StorageOptions { RepositoryPath = folder, CreateIfMissing = true }))
            {
                await store.CreateAsync("Measured");
            }

            Assert.False(Directory.Exists(Path.Join(outer, ".tickets")));
            Assert.Single(Directory.GetFiles(Path.Join(folder, ".tickets", "open"), "*.yaml"));
        }
        finally
        {
            Directory.Delete(outer, recursive: true);
        }
    }
}
