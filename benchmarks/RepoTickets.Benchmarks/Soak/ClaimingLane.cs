using RepoTickets.Storage.Worker;
using RepoTickets.Workflows;

namespace RepoTickets.Benchmarks.Soak;

/// <summary>
/// Claims a ticket of the pool, counts it up under the claim, and releases it; now and then it keeps it until the lease has run out.
/// </summary>
internal sealed class ClaimingLane(WorkerContext context, ITicketStore store, IClaims claims)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);
    private readonly Random _random = new(context.Number("seed", 0) + 2);
    private readonly string _holder = $"slot-{context.Number("slot", 0)}-{context.Number("life", 0)}";

    internal async Task RunAsync()
    {
        var query = new TicketQuery { Filter = TicketFilter.Label(SoakPlan.ClaimLabel) };
        if ((await store.QueryAsync(query)).Tickets.Count != SoakPlan.Claimed)
        {
            throw new InvalidDataException("Tickets of the pool are missing.");
        }

        while (!context.Stopping.IsCancellationRequested)
        {
            await using var claim = await claims.ClaimNextAsync(_holder, query, Lease);
            if (claim is not null)
            {
                await WorkAsync(claim);
            }

            await Task.Delay(_random.Next(context.Number("pace", 40) * 5));
        }
    }

    private async Task WorkAsync(IClaim claim)
    {
        if (_random.Next(50) == 0)
        {
            await Task.Delay(Lease + TimeSpan.FromSeconds(1));
        }

        context.Say($"COUNTING {claim.TicketId}");
        try
        {
            await claim.UpdateTicketAsync(CountingLane.Next, release: true);
            context.Say($"COUNTED {claim.TicketId}");
        }
        catch (ClaimLostException)
        {
            context.Say($"OUTRUN {claim.TicketId}");
        }
    }
}
