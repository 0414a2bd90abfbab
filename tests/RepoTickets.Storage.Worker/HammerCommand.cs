using System.Diagnostics;

namespace RepoTickets.Storage.Worker;

/// <summary>
/// Commits as fast as it can from several threads for some seconds, to tickets of its own, and says <c>COMMITS count longest-ms</c>.
/// </summary>
internal static class HammerCommand
{
    internal static async Task RunAsync(WorkerContext context)
    {
        await using var store = await context.OpenAsync();
        var tickets = new List<Ticket>();
        for (var i = 0; i < context.Number("threads", 4); i++)
        {
            tickets.Add(await store.CreateAsync($"Hammer {context.Text("name")}"));
        }

        context.WaitForGo();
        var clock = Stopwatch.StartNew();
        var length = TimeSpan.FromMilliseconds(context.Number("milliseconds", 5000));
        var results = await Task.WhenAll(tickets.Select(ticket => Task.Run(() => WorkAsync(store, ticket, clock, length))));
        context.Say(
            $"COMMITS {results.Sum(static result => result.Count)} {results.Max(static result => result.Longest.TotalMilliseconds):0}");
    }

    private static async Task<(int Count, TimeSpan Longest)> WorkAsync(ITicketStore store, Ticket ticket, Stopwatch clock, TimeSpan length)
    {
        var count = 0;
        var longest = TimeSpan.Zero;
        while (clock.Elapsed < length)
        {
            var begin = clock.Elapsed;
            var result = await store.CommitAsync(new(DocumentChange.Update(ticket with { Description = StampText.Write(count) })));
            ticket = (Ticket)result.Documents[0]!;
            longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, (clock.Elapsed - begin).Ticks));
            count++;
        }

        return (count, longest);
    }
}
