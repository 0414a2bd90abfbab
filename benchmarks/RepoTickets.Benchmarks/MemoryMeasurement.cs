using System.Diagnostics;
using System.Runtime.CompilerServices;
using RepoTickets.Benchmarks.Data;
using RepoTickets.Storage.Index;

namespace RepoTickets.Benchmarks;

/// <summary>What an index of 100,000 tickets with full text keeps in memory.</summary>
internal static class MemoryMeasurement
{
    internal static void Run(int count = 100_000)
    {
        var before = Measure();
        var index = Build(count);
        Console.WriteLine($"before the first text query: {(Measure() - before) / 1e6:0.0} MB managed");
        var query = new TicketQuery { Filter = TicketFilter.Words(new Vocabulary(1).WordOfRank(100)), Take = 1 };
        var watch = Stopwatch.StartNew();
        var found = index.Snapshot.Execute(query, new(), DateTimeOffset.UnixEpoch).Tickets.Count;
        Console.WriteLine($"first text query: {watch.Elapsed.TotalMilliseconds:0} ms ({found} found)");
        var after = Measure();
        Console.WriteLine(
            $"{count:N0} tickets: {(after - before) / 1e6:0.0} MB managed, {(after - before) / count} bytes each; " +
            $"process {Environment.WorkingSet / 1e6:0} MB");
        GC.KeepAlive(index);
    }

    // A method of its own: the list of tickets must not stay alive on the caller's stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TicketIndex Build(int count)
    {
        var index = new TicketIndex();
        index.Reset(
            [.. SyntheticTickets.Make(count).Select(
                static ticket => IndexedTickets.From(ticket, "open/" + ticket.Id + ".yaml", default, 0))], 1);
        return index;
    }

    private static long Measure()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
