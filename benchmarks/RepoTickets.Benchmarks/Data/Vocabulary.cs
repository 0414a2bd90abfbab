namespace RepoTickets.Benchmarks.Data;

/// <summary>Made-up words whose frequencies fall like those of real text (Zipf), from a seed.</summary>
internal sealed class Vocabulary
{
    private const int Size = 6_000;
    private static readonly string[] Syllables =
    [
        "ba", "co", "di", "fer", "gu", "hal", "in", "jo", "kel", "lo", "mar", "ne", "or", "pi", "qua", "res", "so", "ti", "ul", "ver",
    ];

    private readonly Random _random;
    private readonly string[] _words;
    private readonly double[] _cumulative;

    internal Vocabulary(int seed)
    {
        _random = new Random(seed);
        _words = new string[Size];
        _cumulative = new double[Size];
        var sum = 0.0;
        for (var i = 0; i < Size; i++)
        {
            _words[i] = string.Concat(Enumerable.Range(0, 2 + (i % 3)).Select(_ => Syllables[_random.Next(Syllables.Length)])) +
                (char)('a' + (i % 26));
            _cumulative[i] = sum += 1.0 / (i + 1);
        }
    }

    /// <summary>The word of a rank: 0 is in nearly every ticket, 5,999 in very few.</summary>
    internal string WordOfRank(int rank) => _words[rank];

    internal string Sentence(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Next()));

    private string Next()
    {
        var index = Array.BinarySearch(_cumulative, _random.NextDouble() * _cumulative[^1]);
        return _words[Math.Min(index < 0 ? ~index : index, Size - 1)];
    }
}
