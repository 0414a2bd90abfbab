using System.Globalization;

namespace RepoTickets.Storage.ProcessTests.Processes;

/// <summary>How long the tests go on: <c>REPOTICKETS_SOAK_FACTOR</c> multiplies every count; default 1.</summary>
internal static class Soak
{
    internal static int Times(int count)
    {
        var text = Environment.GetEnvironmentVariable("REPOTICKETS_SOAK_FACTOR");
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor)
            ? Math.Max(1, (int)(count * factor))
            : count;
    }
}
