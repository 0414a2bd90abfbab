using System.Globalization;
using RepoTickets.Storage.Worker;

namespace RepoTickets.Benchmarks.Soak;

/// <summary>Counts up tickets that all processes count up: an update that is lost is a number that is too small.</summary>
internal sealed class CountingLane(WorkerContext context, ITicketStore store)
{
    private readonly Random _random = new(context.Number("seed", 0) + 1);

    internal async Task RunAsync()
    {
        var counters = (await store.QueryAsync(new TicketQuery { Filter = TicketFilter.Label(SoakPlan.CounterLabel) })).Tickets;
        while (!context.Stopping.IsCancellationRequested)
        {
            var id = counters[_random.Next(counters.Count)].Id;
            context.Say($"COUNTING {id}");
            try
            {
                await store.UpdateAsync(id, Next);
                context.Say($"COUNTED {id}");
            }
            catch (VersionConflictException)
            {
                context.Say($"OUTRUN {id}");
            }

            await Task.Delay(_random.Next(context.Number("pace", 40) * 3));
        }
    }

    internal static Ticket Next(Ticket ticket) =>
        ticket with { Description = (Read(ticket) + 1).ToString(CultureInfo.InvariantCulture) };

    internal static long Read(Ticket ticket) => long.Parse(ticket.Description, CultureInfo.InvariantCulture);
}
