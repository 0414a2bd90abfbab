namespace RepoTickets.LogTriage.Tests.Support;

/// <summary>The same identifiers every time, for several threads.</summary>
internal sealed class LockedIds(int seed) : IIdentifierGenerator
{
    private readonly Random _random = new(seed);

    public ulong NextBits()
    {
        lock (_random)
        {
            return (ulong)_random.NextInt64(long.MinValue, long.MaxValue);
        }
    }
}
