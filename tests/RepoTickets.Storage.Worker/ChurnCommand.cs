namespace RepoTickets.Storage.Worker;

/// <summary>
/// The writer that gets killed: creates, changes, moves and deletes tickets, one by one and in batches, in several lanes at once. Each lane
/// says <c>TRY lane stamp effects</c> before and <c>ACK lane stamp effects</c> after a commit; a stamp is in the text of every ticket that
/// the step wrote.
/// </summary>
internal static class ChurnCommand
{
    internal const long StampsPerWriter = 1_000_000;

    internal static async Task RunAsync(WorkerContext context)
    {
        await WarmUpAsync();
        context.WaitForGo();
        await using var store = await context.OpenAsync();
        var lanes = context.Number("lanes", 3);
        var writer = context.Number("writer", 0);
        var stamp = writer * StampsPerWriter;
        var all = await store.QueryAsync(new TicketQuery { Order = TicketOrder.Identifier, Take = 100_000 });
        var tasks = new List<Task>();
        for (var i = 0; i < lanes; i++)
        {
            var lane = new ChurnLane(context, store, i, seed: (writer * 31) + i, () => Interlocked.Increment(ref stamp));
            lane.TakeOver(all.Tickets.Where((_, index) => index % lanes == i));
            tasks.Add(Task.Run(lane.RunAsync));
        }

        await Task.WhenAll(tasks);
    }

    /// <summary>Has the code compiled before the parent waits for it, on a store of its own.</summary>
    private static async Task WarmUpAsync()
    {
        var folder = Directory.CreateTempSubdirectory("repotickets-warm-");
        try
        {
            await using var store = await TicketStore.OpenAsync(new StorageOptions
            {
                RepositoryPath = folder.FullName,
                CreateIfMissing = true,
                Durability = Durability.Buffered,
                WatchFiles = false,
            });
            var ticket = await store.CreateAsync("Warm up");
            await store.UpdateAsync(ticket.Id, static t => t with { Description = StampText.Write(1), Status = TicketStatus.Closed });
            await store.DeleteAsync(ticket.Id);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
