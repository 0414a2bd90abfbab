namespace RepoTickets.Storage.Worker;

/// <summary>
/// One thread of the writer that gets killed. Tickets belong to one lane, so what a lane said last about one is how it must be.
/// </summary>
internal sealed class ChurnLane(WorkerContext context, ITicketStore store, int lane, int seed, Func<long> nextStamp)
{
    private const int MostTickets = 24;
    private static readonly string[] Words = ["Alpha", "Bravo", "Charlie", "Delta"];

    private readonly Random _random = new(seed);
    private readonly List<TicketId> _open = [];
    private readonly List<TicketId> _closed = [];

    internal void TakeOver(IEnumerable<TicketSummary> tickets)
    {
        foreach (var ticket in tickets)
        {
            (ticket.Status.IsOpen ? _open : _closed).Add(ticket.Id);
        }
    }

    internal async Task RunAsync()
    {
        while (!context.Stopping.IsCancellationRequested)
        {
            var effects = _random.Next(100) < 30 ? PlanBatch() : [PlanOne()];
            await CommitAsync(effects);
        }
    }

    private List<ChurnEffect> PlanBatch()
    {
        var effects = new Dictionary<string, ChurnEffect>(StringComparer.Ordinal);
        var count = _random.Next(2, 8);
        for (var i = 0; i < count; i++)
        {
            var effect = PlanOne();
            effects.TryAdd(effect.IsNew ? $"+{i}" : effect.Id, effect);
        }

        return [.. effects.Values];
    }

    private ChurnEffect PlanOne()
    {
        var total = _open.Count + _closed.Count;
        var dice = _random.Next(100);
        if (total < 4 || (dice < 25 && total < MostTickets))
        {
            return new("", dice % 5 == 0 ? ChurnState.Closed : ChurnState.Open);
        }

        var index = _random.Next(total);
        var isOpen = index < _open.Count;
        var id = isOpen ? _open[index] : _closed[index - _open.Count];
        return new(id.Value, dice switch
        {
            < 40 => ChurnState.Deleted,
            < 70 => isOpen ? ChurnState.Closed : ChurnState.Open,
            _ => isOpen ? ChurnState.Open : ChurnState.Closed,
        });
    }

    private async Task CommitAsync(List<ChurnEffect> effects)
    {
        var stamp = nextStamp();
        var changes = new List<DocumentChange>();
        foreach (var effect in effects)
        {
            changes.Add(await ToChangeAsync(effect, stamp));
        }

        context.Say($"TRY {lane} {stamp} {string.Join(',', effects)}");
        var result = await store.CommitAsync(new ChangeSet([.. changes]));
        var done = effects.Select(
            (effect, i) => effect.IsNew ? effect with { Id = ((Ticket)result.Documents[i]!).Id.Value } : effect).ToList();
        context.Say($"ACK {lane} {stamp} {string.Join(',', done)}");
        foreach (var effect in done)
        {
            Remember(effect);
        }
    }

    private async Task<DocumentChange> ToChangeAsync(ChurnEffect effect, long stamp)
    {
        var status = effect.State == ChurnState.Closed ? TicketStatus.Closed : TicketStatus.Open;
        if (effect.IsNew)
        {
            return DocumentChange.Create(new Ticket
            {
                Title = $"{Words[_random.Next(Words.Length)]} {stamp}", Description = StampText.Write(stamp), Status = status,
            });
        }

        var ticket = await store.GetRequiredAsync<Ticket>(TicketId.Parse(effect.Id).Key);
        return effect.State == ChurnState.Deleted
            ? DocumentChange.Delete(ticket)
            : DocumentChange.Update(ticket with { Description = StampText.Write(stamp), Status = status });
    }

    private void Remember(ChurnEffect effect)
    {
        var id = TicketId.Parse(effect.Id);
        _open.Remove(id);
        _closed.Remove(id);
        if (effect.State != ChurnState.Deleted)
        {
            (effect.State == ChurnState.Open ? _open : _closed).Add(id);
        }
    }
}
