using System.Globalization;
using RepoTickets.Storage.Worker;

namespace RepoTickets.Benchmarks.Soak;

/// <summary>
/// What the tickets of a slot must be according to what its workers said: everything that was acknowledged, and of a step that was only
/// begun when its worker died all or nothing.
/// </summary>
internal sealed class SlotLedger(int slot, SoakFindings findings)
{
    private readonly Dictionary<string, SoakMark> _expected = new(StringComparer.Ordinal);
    private (long Stamp, List<ChurnEffect> Effects)? _begun;

    internal long Acknowledged { get; private set; }

    internal long Documents { get; private set; }

    internal int FoundDone { get; private set; }

    internal int FoundUndone { get; private set; }

    internal IEnumerable<string> Tickets => _expected.Keys;

    internal void Try(string[] words) => _begun = Read(words);

    internal void Acknowledge(string[] words)
    {
        var (stamp, effects) = Read(words);
        if (_begun?.Stamp != stamp)
        {
            findings.Add($"slot {slot}: step {stamp} was acknowledged and not begun");
        }

        Acknowledged++;
        Documents += effects.Count;
        Apply(stamp, effects);
        _begun = null;
    }

    /// <summary>Compares with what is there. What became of the step that was only begun is decided by it.</summary>
    internal void Meet(IReadOnlyDictionary<string, SoakMark> found)
    {
        if (_begun is { } begun)
        {
            Decide(begun.Stamp, begun.Effects, found);
            _begun = null;
        }

        foreach (var (id, expected) in _expected)
        {
            if (!found.TryGetValue(id, out var actual) || actual != expected)
            {
                findings.Add($"slot {slot}: {id} should be {expected} and is {(found.ContainsKey(id) ? actual.ToString() : "gone")}");
            }
        }

        foreach (var (id, actual) in found.Where(pair => !_expected.ContainsKey(pair.Key)))
        {
            findings.Add($"slot {slot}: {id} is {actual}, and should not be there");
        }
    }

    private void Decide(long stamp, List<ChurnEffect> effects, IReadOnlyDictionary<string, SoakMark> found)
    {
        var news = found.Where(pair => pair.Value.Stamp == stamp && !_expected.ContainsKey(pair.Key))
            .Select(static pair => pair.Key)
            .ToList();
        var done = news.Count + effects.Count(effect => !effect.IsNew && (effect.State == ChurnState.Deleted
            ? !found.ContainsKey(effect.Id)
            : found.TryGetValue(effect.Id, out var mark) && mark.Stamp == stamp));
        if (done == 0)
        {
            FoundUndone++;
            return;
        }

        if (done != effects.Count)
        {
            findings.Add($"slot {slot}: {done} of the {effects.Count} members of step {stamp} are there: {string.Join(',', effects)}");
        }

        FoundDone++;
        Apply(stamp, [.. effects.Where(static effect => !effect.IsNew), .. news.Select(id => new ChurnEffect(id, found[id].State))]);
    }

    private void Apply(long stamp, List<ChurnEffect> effects)
    {
        foreach (var effect in effects)
        {
            if (effect.State == ChurnState.Deleted)
            {
                _expected.Remove(effect.Id);
            }
            else
            {
                _expected[effect.Id] = new(stamp, effect.State);
            }
        }
    }

    private static (long Stamp, List<ChurnEffect> Effects) Read(string[] words) =>
        (long.Parse(words[1], CultureInfo.InvariantCulture), words[2].Split(',').Select(ChurnEffect.Parse).ToList());
}
