using System.Diagnostics;
using RepoTickets.Benchmarks.Results;

namespace RepoTickets.Benchmarks.Summary;

/// <summary>
/// Measures two ways to do the same in turns, in one process: what else the machine does hits both, so their ratio says more than either time.
/// </summary>
internal static class Duel
{
    /// <summary>Medians, in seconds for one operation.</summary>
    internal static async Task<(double Ours, double Baseline)> RunAsync(Contender ours, Contender baseline, int rounds, int warmUps)
    {
        List<double> first = [], second = [];
        for (var round = -warmUps; round < rounds; round++)
        {
            // Each goes first in every other round: what the first one leaves (garbage, dirty pages) is paid by both.
            var (oursTook, baselineTook) = (0.0, 0.0);
            if (round % 2 == 0)
            {
                oursTook = await TimeAsync(ours);
                baselineTook = await TimeAsync(baseline);
            }
            else
            {
                baselineTook = await TimeAsync(baseline);
                oursTook = await TimeAsync(ours);
            }

            if (round >= 0)
            {
                first.Add(oursTook);
                second.Add(baselineTook);
            }
        }

        return (Quantity.Median(first), Quantity.Median(second));
    }

    private static async Task<double> TimeAsync(Contender contender)
    {
        await contender.BeforeAsync();
        var clock = Stopwatch.StartNew();
        await contender.RunAsync(contender.Operations);
        return clock.Elapsed.TotalSeconds / contender.Operations;
    }
}
