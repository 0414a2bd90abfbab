namespace RepoTickets.Tests;

/// <summary>The same identifiers every time.</summary>
internal sealed class SeededIds(int seed = 1) : IIdentifierGenerator
{
    private readonly Random _random = new(seed);

    public ulong NextBits() => (ulong)_random.NextInt64(long.MinValue, long.MaxValue);
}
