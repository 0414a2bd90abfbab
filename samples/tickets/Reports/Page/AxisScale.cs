namespace RepoTickets.CommandLine.Reports.Page;

/// <summary>An axis from zero to a round number, in equal steps.</summary>
internal sealed record AxisScale(long Step, int Steps)
{
    private const int MostSteps = 5;

    internal long Top => Step * Steps;

    internal static AxisScale For(long highest)
    {
        for (long power = 1; ; power *= 10)
        {
            foreach (var factor in (ReadOnlySpan<long>)[1, 2, 5])
            {
                var step = power * factor;
                var steps = Math.Max(1, (highest + step - 1) / step);
                if (steps <= MostSteps)
                {
                    return new(step, (int)steps);
                }
            }
        }
    }
}
