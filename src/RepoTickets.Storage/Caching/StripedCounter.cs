namespace RepoTickets.Storage.Caching;

/// <summary>A counter that many threads increment without passing one cache line around.</summary>
internal sealed class StripedCounter
{
    private const int Stripes = 16;
    private const int LongsPerCacheLine = 8;

    private readonly long[] _cells = new long[Stripes * LongsPerCacheLine];

    internal void Increment() =>
        Interlocked.Increment(ref _cells[(Environment.CurrentManagedThreadId & (Stripes - 1)) * LongsPerCacheLine]);

    internal long Sum()
    {
        var sum = 0L;
        for (var i = 0; i < _cells.Length; i += LongsPerCacheLine)
        {
            sum += Volatile.Read(ref _cells[i]);
        }

        return sum;
    }
}
