using RepoTickets.Storage;

namespace RepoTickets.Workflows.Worker;

/// <summary>A process that closes tickets, one commit each, and ends: <c>close REPOSITORY TICKET…</c>.</summary>
internal static class CloseWorker
{
    internal static async Task<int> RunAsync(string[] args)
    {
        await using var store = await TicketStore.OpenAsync(new StorageOptions
        {
            RepositoryPath = args[0], Durability = Durability.Buffered, WatchFiles = false, LockTimeout = TimeSpan.FromMinutes(1),
        });
        foreach (var ticket in args[1..])
        {
            await store.UpdateAsync(TicketId.Parse(ticket), static found => found with { Status = TicketStatus.Closed });
        }

        return 0;
    }
}
