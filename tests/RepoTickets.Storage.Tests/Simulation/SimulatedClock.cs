namespace RepoTickets.Storage.Tests.Simulation;

/// <summary>The world's time, moved by calls and by tests. Nothing here waits.</summary>
internal sealed class SimulatedClock(long startNanoseconds) : TimeProvider
{
    private long _nanoseconds = startNanoseconds;

    /// <summary>Nanoseconds since 1970, UTC.</summary>
    internal long Nanoseconds => Interlocked.Read(ref _nanoseconds);

    public override long TimestampFrequency => 1_000_000_000;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(Nanoseconds / 100);

    public override long GetTimestamp() => Nanoseconds;

    internal void Advance(TimeSpan time) => AdvanceNanoseconds(time.Ticks * 100);

    internal void AdvanceNanoseconds(long nanoseconds) => Interlocked.Add(ref _nanoseconds, nanoseconds);
}
