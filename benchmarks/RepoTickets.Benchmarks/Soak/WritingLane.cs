using RepoTickets.Storage.Worker;

namespace RepoTickets.Benchmarks.Soak;

/// <summary>Creates, changes, moves and deletes tickets of its slot, one by one and several at once. Nobody else writes them.</summary>
internal sealed class WritingLane(WorkerContext context, ITicketStore store, IReadOnlyDictionary<string, SoakMark> own)
{
    private const int MostTickets = 60;
    private static readonly string[] Words = ["Alpha", "Bravo", "Charlie", "Delta"];

    private readonly Dictionary<string, ChurnState> _own = own.ToDictionary(
        static pair => pair.Key, static pair => pair.Value.State, StringComparer.Ordinal);
    private readonly Random _random = new(context.Number("seed", 0));
    private readonly int _slot = context.Number("slot", 0);
    private long _stamp = (context.Number("slot", 0) * SoakPlan.StampsPerSlot) + context.Number("life", 0) * 1_000_000L;

    internal async Task RunAsync()
    {
        while (!context.Stopping.IsCancellationRequested)
        {
            await StepAsync();
            await Task.Delay(_random.Next(context.Number("pace", 40)));
        }
    }

    private async Task StepAsync()
    {
        var stamp = ++_stamp;
        var effects = Enumerable.Range(0, _random.Next(100) < 30 ? _random.Next(2, 8) : 1)
            .Select(number => (Number: number, Effect: Plan()))
            .DistinctBy(static planned => planned.Effect.IsNew ? $"+{planned.Number}" : planned.Effect.Id)
            .Select(static planned => planned.Effect).ToList();
        var changes = new List<DocumentChange>();
        foreach (var effect in effects)
        {
            changes.Add(await ToChangeAsync(effect, stamp));
        }

        context.Say($"TRY {stamp} {string.Join(',', effects)}");
        var result = await store.CommitAsync(new ChangeSet([.. changes]));
        var done = effects.Select(
            (effect, i) => effect.IsNew ? effect with { Id = ((Ticket)result.Documents[i]!).Id.Value } : effect).ToList();
        context.Say($"ACK {stamp} {string.Join(',', done)}");
        foreach (var effect in done)
        {
            Remember(effect);
        }
    }

    private ChurnEffect Plan()
    {
        var dice = _random.Next(100);
        if (_own.Count < 8 || (dice < 30 && _own.Count < MostTickets))
        {
            return new("", dice % 5 == 0 ? ChurnState.Closed : ChurnState.Open);
        }

        var (id, state) = _own.ElementAt(_random.Next(_own.Count));
        var other = state == ChurnState.Open ? ChurnState.Closed : ChurnState.Open;
        return new(id, dice < 45 ? ChurnState.Deleted : dice < 65 ? other : state);
    }

    private async Task<DocumentChange> ToChangeAsync(ChurnEffect effect, long stamp)
    {
        var status = effect.State == ChurnState.Closed ? TicketStatus.Closed : TicketStatus.Open;
        if (effect.IsNew)
        {
            return DocumentChange.Create(new Ticket
            {
                Title = $"{Words[_random.Next(Words.Length)]} {stamp}",
                Description = StampText.Write(stamp),
                Status = status,
                Labels = [SoakPlan.LabelOf(_slot)],
            });
        }

        var ticket = await store.GetRequiredAsync<Ticket>(TicketId.Parse(effect.Id).Key);
        return effect.State == ChurnState.Deleted
            ? DocumentChange.Delete(ticket)
            : DocumentChange.Update(ticket with { Description = StampText.Write(stamp), Status = status });
    }

    private void Remember(ChurnEffect effect)
    {
        if (effect.State == ChurnState.Deleted)
        {
            _own.Remove(effect.Id);
        }
        else
        {
            _own[effect.Id] = effect.State;
        }
    }
}
