using System.Globalization;

namespace RepoTickets.Tests;

/// <summary>Seeds of property tests. With <c>REPOTICKETS_SEED</c> there is only that one, so that a failure can be looked at alone.</summary>
internal static class Seeds
{
    /// <summary>One that differs from run to run; a test says it in its failures.</summary>
    internal static int OfThisRun => Given ?? Environment.TickCount;

    /// <summary>The seed that was asked for.</summary>
    internal static int? Given =>
        Environment.GetEnvironmentVariable("REPOTICKETS_SEED") is { } seed ? int.Parse(seed, CultureInfo.InvariantCulture) : null;

    /// <summary>The seeds 1 to <paramref name="count"/>.</summary>
    internal static TheoryData<int> UpTo(int count) => Given is { } seed ? new(seed) : new(Enumerable.Range(1, count));
}
