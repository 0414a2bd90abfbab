namespace RepoTickets.Benchmarks.Soak;

/// <summary>What should not have been. The first hundred are kept, all are counted.</summary>
internal sealed class SoakFindings
{
    private const int Most = 100;

    private readonly List<string> _texts = [];

    internal int Count { get; private set; }

    internal IReadOnlyList<string> Texts => _texts;

    internal void Add(string text)
    {
        Count++;
        if (_texts.Count < Most)
        {
            _texts.Add(text);
            Console.Error.WriteLine($"FOUND: {text}");
        }
    }
}
