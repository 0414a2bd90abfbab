using RepoTickets.Storage;

namespace RepoTickets.Batch.Worker;

/// <summary>
/// A process that runs one atomic batch after the other until it is killed: <c>REPOSITORY SEED</c>. It prints the name of a batch when it
/// has been told that the batch succeeded.
/// </summary>
internal static class Batcher
{
    /// <summary>Tickets that each batch creates. It also changes one ticket and deletes one, where there are some.</summary>
    internal const int Creations = 6;

    internal static async Task<int> RunAsync(string[] args)
    {
        var random = new Random(int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture));
        await using var store = await TicketStore.OpenAsync(new StorageOptions { RepositoryPath = args[0], CreateIfMissing = true });
        var executor = BatchExecutor.Create(store);
        Console.WriteLine("READY");
        while (true)
        {
            var batch = new TicketBatch();
            for (var i = 0; i < Creations; i++)
            {
                batch = batch.Create(new Ticket { Title = $"Number {random.Next(1_000)}" });
            }

            var known = (await store.QueryAsync(new TicketQuery { Take = 20 })).Tickets;
            if (known.Count >= 2)
            {
                batch = batch.Update(
                    known[0].Id, static t => t with { Assignee = "batch", Status = TicketStatus.Closed }).Delete(known[1].Id);
            }

            var result = await executor.ExecuteAsync(batch);
            result.ThrowIfFailed();
            Console.WriteLine(result.BatchId);
        }
    }
}
