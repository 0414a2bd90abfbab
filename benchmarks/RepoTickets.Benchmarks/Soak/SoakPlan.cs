namespace RepoTickets.Benchmarks.Soak;

/// <summary>What controller and workers of a soak agree on.</summary>
internal static class SoakPlan
{
    /// <summary>Stamps of a slot begin at its number times this.</summary>
    internal const long StampsPerSlot = 1_000_000_000;

    /// <summary>Tickets that all workers count up by the store's own retry.</summary>
    internal const int Counters = 3;

    /// <summary>Tickets that workers claim, count up, and release.</summary>
    internal const int Claimed = 6;

    internal const string CounterLabel = "soak-counter";
    internal const string ClaimLabel = "soak-claimed";

    /// <summary>The label of the tickets that one slot writes, and nobody else.</summary>
    internal static string LabelOf(int slot) => $"soak-slot-{slot}";
}
