namespace RepoTickets.Tests;

/// <summary>A clock that stands still until it is told to go on.</summary>
internal sealed class FakeTime(DateTimeOffset now) : TimeProvider
{
    internal static FakeTime AtNoon() => new(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));

    internal DateTimeOffset Now { get; private set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;

    internal void Advance(TimeSpan by) => Now += by;
}
