using System.Collections.Concurrent;
using System.Diagnostics;

namespace RepoTickets.Storage.Worker;

/// <summary>
/// Reads tickets and replaces what it read last, and says when each call began and ended by a clock that all processes of the machine
/// share: <c>H ticket READ|SWAP expected value ok|no begin end</c>.
/// </summary>
internal static class HistoryCommand
{
    internal static async Task RunAsync(WorkerContext context)
    {
        await using var store = await context.OpenAsync();
        context.WaitForGo();
        var keys = context.Text("keys").Split(',').Select(TicketId.Parse).ToArray();
        var times = context.Number("times", 100);
        var process = context.Number("process", 0);
        var lines = new ConcurrentQueue<string>();
        await Task.WhenAll(Enumerable.Range(0, context.Number("threads", 4)).Select(thread => Task.Run(
            () => WorkAsync(store, keys, times, (process * 100) + thread, lines))));
        foreach (var line in lines)
        {
            context.Say(line);
        }
    }

    private static async Task WorkAsync(ITicketStore store, TicketId[] keys, int times, int client, ConcurrentQueue<string> lines)
    {
        var random = new Random(client);
        for (var i = 1; i <= times; i++)
        {
            var key = keys[random.Next(keys.Length)];
            var ticket = await ReadAsync(store, key, lines);
            if (ticket is not null && random.Next(3) == 0)
            {
                await SwapAsync(store, ticket, (client * 1_000_000L) + i, lines);
            }
        }
    }

    private static async Task<Ticket?> ReadAsync(ITicketStore store, TicketId key, ConcurrentQueue<string> lines)
    {
        var begin = Stopwatch.GetTimestamp();
        var ticket = await store.GetAsync(key);
        var end = Stopwatch.GetTimestamp();
        var value = ticket is null ? -1 : StampText.Read(ticket.Description) ?? -2;
        lines.Enqueue($"H {key} READ 0 {value} ok {begin} {end}");
        return ticket;
    }

    private static async Task SwapAsync(ITicketStore store, Ticket ticket, long value, ConcurrentQueue<string> lines)
    {
        var expected = StampText.Read(ticket.Description);
        var change = new ChangeSet(DocumentChange.Update(ticket with { Description = StampText.Write(value) }));
        var begin = Stopwatch.GetTimestamp();
        var ok = true;
        try
        {
            await store.CommitAsync(change);
        }
        catch (VersionConflictException)
        {
            ok = false;
        }

        var end = Stopwatch.GetTimestamp();
        lines.Enqueue($"H {ticket.Id} SWAP {expected} {value} {(ok ? "ok" : "no")} {begin} {end}");
    }
}
