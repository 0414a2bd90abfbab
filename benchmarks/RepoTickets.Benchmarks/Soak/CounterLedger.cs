namespace RepoTickets.Benchmarks.Soak;

/// <summary>
/// How far the shared counters must have come: at least what was acknowledged, at most that and what was under way when workers died.
/// </summary>
internal sealed class CounterLedger
{
    private readonly Dictionary<string, long> _counted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _underWay = new(StringComparer.Ordinal);

    internal long Counted => _counted.Values.Sum();

    internal long Outrun { get; private set; }

    internal void Begin(string id) => Add(_underWay, id, 1);

    internal void Count(string id)
    {
        Add(_underWay, id, -1);
        Add(_counted, id, 1);
    }

    internal void Lose(string id)
    {
        Add(_underWay, id, -1);
        Outrun++;
    }

    internal void Meet(string id, long value, SoakFindings findings)
    {
        var least = _counted.GetValueOrDefault(id);
        var most = least + _underWay.GetValueOrDefault(id);
        if (value < least || value > most)
        {
            findings.Add($"{id} counts {value} and should count {least} to {most}");
        }
    }

    private static void Add(Dictionary<string, long> numbers, string id, long number) =>
        numbers[id] = numbers.GetValueOrDefault(id) + number;
}
