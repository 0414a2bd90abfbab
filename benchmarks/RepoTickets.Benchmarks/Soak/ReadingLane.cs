using System.Diagnostics;
using RepoTickets.Storage.Worker;

namespace RepoTickets.Benchmarks.Soak;

/// <summary>Lists, searches, reads and follows the feed while everybody writes; what it reads must be whole.</summary>
internal sealed class ReadingLane(WorkerContext context, ITicketStore store)
{
    private readonly Random _random = new(context.Number("seed", 0) + 3);
    private readonly Stopwatch _sinceFigures = Stopwatch.StartNew();
    private long _position;
    private long _reads;

    internal async Task RunAsync()
    {
        _position = await store.Feed.GetPositionAsync();
        while (!context.Stopping.IsCancellationRequested)
        {
            await ListAndReadAsync();
            await store.QueryAsync("alpha");
            await FollowAsync();
            _reads += 12;
            if (_sinceFigures.Elapsed > TimeSpan.FromSeconds(5))
            {
                context.Say($"FIGURES {GC.GetTotalMemory(forceFullCollection: false)} {_reads} {_position}");
                _reads = 0;
                _sinceFigures.Restart();
            }

            await Task.Delay(_random.Next(context.Number("pace", 40)));
        }
    }

    private async Task ListAndReadAsync()
    {
        var list = (await store.QueryAsync(new TicketQuery { Take = 1_000 })).Tickets;
        for (var i = 0; i < 10 && list.Count > 0; i++)
        {
            // It may have been deleted since it was listed.
            if (await store.GetAsync(list[_random.Next(list.Count)].Id) is { } ticket &&
                ticket.Labels.Any(static label => label.StartsWith("soak-slot-", StringComparison.Ordinal)) &&
                StampText.Read(ticket.Description) is null)
            {
                context.Say($"VIOLATION {ticket.Id} is torn: {ticket.Description.ReplaceLineEndings(" ")}");
            }
        }
    }

    private async Task FollowAsync()
    {
        foreach (var commit in await store.Feed.ReadAsync(_position))
        {
            if (commit.Position != _position + 1)
            {
                context.Say($"VIOLATION the feed goes from {_position} to {commit.Position}");
            }

            if (commit.Source == "external")
            {
                context.Say($"VIOLATION commit {commit.Position} was taken for an edit by another program");
            }

            _position = commit.Position;
        }
    }
}
