using System.Globalization;
using RepoTickets.Storage.Worker;

namespace RepoTickets.Storage.ProcessTests.Killing;

/// <summary>
/// What the store must hold according to what the killed writers said: everything that was acknowledged, and of each step that was only
/// begun all or nothing.
/// </summary>
internal sealed class ExpectedTickets
{
    private readonly Dictionary<string, TicketMark> _tickets = new(StringComparer.Ordinal);
    private readonly HashSet<string> _everUsed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Stamp, List<ChurnEffect> Effects)> _begun = new(StringComparer.Ordinal);

    /// <summary>Steps that were acknowledged.</summary>
    internal int Acknowledged { get; private set; }

    /// <summary>Steps that were begun, not acknowledged, and found done.</summary>
    internal int FoundDone { get; private set; }

    /// <summary>Steps that were begun, not acknowledged, and found not done.</summary>
    internal int FoundUndone { get; private set; }

    internal int Count => _tickets.Count;

    /// <summary>Takes in what a writer said, line by line.</summary>
    internal void Hear(string line)
    {
        var parts = line.Split(' ');
        if (parts is not ["TRY" or "ACK", var lane, var number, var text])
        {
            return;
        }

        var stamp = long.Parse(number, CultureInfo.InvariantCulture);
        var effects = text.Split(',').Select(ChurnEffect.Parse).ToList();
        if (parts[0] == "TRY")
        {
            _begun[lane] = (stamp, effects);
            return;
        }

        Assert.True(_begun.Remove(lane, out var begun) && begun.Stamp == stamp, $"'{line}' acknowledges what was not begun.");
        Acknowledged++;
        Apply(stamp, effects, begun.Effects);
    }

    /// <summary>Somebody got this identifier: it may not have been given out before.</summary>
    internal void Use(string id) => Assert.True(_everUsed.Add(id), $"{id} was given out twice.");

    /// <summary>
    /// Compares with what a reader sees before anybody finished what the killed writer left: everything acknowledged; steps that were only
    /// begun may become visible later.
    /// </summary>
    internal void MeetBeforeRecovery(IReadOnlyDictionary<string, TicketMark> found)
    {
        var begun = _begun.Values.SelectMany(static step => step.Effects)
            .Select(static effect => effect.Id)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (id, expected) in _tickets.Where(pair => !begun.Contains(pair.Key)))
        {
            Assert.True(
                found.TryGetValue(id, out var actual) && actual == expected, $"Before recovery {id} should be {expected} and is {actual}.");
        }
    }

    /// <summary>Compares with what is there after the writers were killed, and decides what became of the steps that were begun.</summary>
    internal void Meet(IReadOnlyDictionary<string, TicketMark> found)
    {
        var unexplained = found.Where(pair => !_tickets.ContainsKey(pair.Key)).ToDictionary(StringComparer.Ordinal);
        foreach (var (lane, (stamp, effects)) in _begun)
        {
            Decide(lane, stamp, effects, found, unexplained);
        }

        _begun.Clear();
        Assert.True(unexplained.Count == 0, $"Nobody created {string.Join(", ", unexplained)}.");
        foreach (var (id, expected) in _tickets)
        {
            var actual = found.TryGetValue(id, out var mark) ? mark : (TicketMark?)null;
            Assert.True(actual == expected, $"{id} should be {expected} and is {actual?.ToString() ?? "gone"}.");
        }
    }

    private void Decide(
        string lane, long stamp, List<ChurnEffect> effects, IReadOnlyDictionary<string, TicketMark> found,
        Dictionary<string, TicketMark> unexplained)
    {
        var news = unexplained.Where(pair => pair.Value.Stamp == stamp).Select(static pair => pair.Key).ToList();
        var done = effects.Where(effect => !effect.IsNew).Count(effect => effect.State == ChurnState.Deleted
            ? !found.ContainsKey(effect.Id)
            : found.TryGetValue(effect.Id, out var mark) && mark.Stamp == stamp) + news.Count;
        Assert.True(
            done == 0 || done == effects.Count,
            $"Lane {lane}: {done} of the {effects.Count} members of step {stamp} are there: {string.Join(',', effects)}.");
        if (done == 0)
        {
            FoundUndone++;
            return;
        }

        FoundDone++;
        var remaining = new Queue<string>(news);
        var resolved = new List<ChurnEffect>();
        foreach (var effect in effects)
        {
            // Which of the new tickets is which does not matter to anybody but its state.
            resolved.Add(effect.IsNew ? new(remaining.Peek(), found[remaining.Dequeue()].State) : effect);
        }

        Apply(stamp, resolved, effects);
        foreach (var id in news)
        {
            unexplained.Remove(id);
        }
    }

    private void Apply(long stamp, List<ChurnEffect> effects, List<ChurnEffect> begun)
    {
        for (var i = 0; i < effects.Count; i++)
        {
            if (begun[i].IsNew)
            {
                Use(effects[i].Id);
                _tickets[effects[i].Id] = new(stamp, effects[i].State);
            }
            else if (effects[i].State == ChurnState.Deleted)
            {
                _tickets.Remove(effects[i].Id);
            }
            else
            {
                _tickets[effects[i].Id] = new(stamp, effects[i].State);
            }
        }
    }
}

/// <summary>What the harness knows of a ticket: the step that wrote it last, and its folder.</summary>
internal readonly record struct TicketMark(long Stamp, ChurnState State);
