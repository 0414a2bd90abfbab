namespace RepoTickets.Storage.Worker;

/// <summary>
/// Adds to counters by reading, changing and writing, and creates and deletes tickets in between. Says <c>CREATED id</c>, <c>DELETED
/// id</c>, and at its end <c>ADDED counter times</c>; <c>WRONG …</c> for anything that may not be.
/// </summary>
internal static class CountCommand
{
    internal static async Task RunAsync(WorkerContext context)
    {
        await using var store = await context.OpenAsync();
        context.WaitForGo();
        var counters = context.Text("counters").Split(',').Select(TicketId.Parse).ToArray();
        var added = new int[counters.Length];
        var times = context.Number("times", 50);
        var seed = context.Number("seed", 1);
        await Task.WhenAll(Enumerable.Range(0, context.Number("threads", 4)).Select(thread => Task.Run(
            () => WorkAsync(context, store, counters, added, times, new Random((seed * 100) + thread)))));
        for (var i = 0; i < counters.Length; i++)
        {
            context.Say($"ADDED {counters[i]} {added[i]}");
        }
    }

    private static async Task WorkAsync(
        WorkerContext context, ITicketStore store, TicketId[] counters, int[] added, int times, Random random)
    {
        var own = new Queue<TicketId>();
        var seen = new long[counters.Length];
        for (var i = 0; i < times; i++)
        {
            var counter = random.Next(counters.Length);
            if (await AddAsync(store, counters[counter]))
            {
                Interlocked.Increment(ref added[counter]);
            }

            await LookAsync(context, store, counters, seen, random.Next(counters.Length));
            if (random.Next(3) == 0)
            {
                var ticket = await store.CreateAsync("Churn by many", t => t with { Description = StampText.Write(i) });
                own.Enqueue(ticket.Id);
                context.Say($"CREATED {ticket.Id}");
            }

            if (own.Count > 2)
            {
                var id = own.Dequeue();
                context.Say(await store.DeleteAsync(id) ? $"DELETED {id}" : $"WRONG {id} was gone before its only owner deleted it");
            }
        }
    }

    /// <summary>False when others were faster at every attempt: then nothing was added.</summary>
    private static async Task<bool> AddAsync(ITicketStore store, TicketId id)
    {
        try
        {
            await store.UpdateAsync(id, static t => t with { Description = StampText.Write(StampText.Read(t.Description)!.Value + 1) });
            return true;
        }
        catch (VersionConflictException)
        {
            return false;
        }
    }

    private static async Task LookAsync(WorkerContext context, ITicketStore store, TicketId[] counters, long[] seen, int counter)
    {
        var ticket = await store.GetAsync(counters[counter]);
        if (ticket is null || StampText.Read(ticket.Description) is not { } value)
        {
            context.Say($"WRONG {counters[counter]} was read as {(ticket is null ? "nothing" : "a torn text")}");
            return;
        }

        if (value < seen[counter])
        {
            context.Say($"WRONG {counters[counter]} went back from {seen[counter]} to {value}");
        }

        seen[counter] = value;
    }
}
