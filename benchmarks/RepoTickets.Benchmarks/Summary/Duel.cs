using System.Diagnostics;
using RepoTickets.Benchmarks.Results;

namespace RepoTickets.Benchmarks.Summary;

/// <summary>
/// Measures two ways to do the same in turns, in one process: what else the machine does hits both, so their ratio says more than either
/// time. What computes and reads from memory is measured by the processor time of the process, which does not grow when others use the
/// machine; what waits for the disk or for others is measured by the wall clock.
/// </summary>
internal static class Duel
{
    /// <summary>Medians, in seconds for one operation.</summary>
    internal static async Task<(double Ours, double Baseline)> RunAsync(
        Contender ours, Contender baseline, int rounds, int warmUps, MeasuredBy clock = MeasuredBy.WallClock)
    {
        List<double> first = [], second = [];
        for (var round = -warmUps; round < rounds; round++)
        {
            // Each goes first in every other round: what the first one leaves (garbage, dirty pages) is paid by both.
            var (oursTook, baselineTook) = (0.0, 0.0);
            if (round % 2 == 0)
            {
                oursTook = await TimeAsync(ours, clock);
                baselineTook = await TimeAsync(baseline, clock);
            }
            else
            {
                baselineTook = await TimeAsync(baseline, clock);
                oursTook = await TimeAsync(ours, clock);
            }

            if (round >= 0)
            {
                first.Add(oursTook);
                second.Add(baselineTook);
            }
        }

        return (Quantity.Median(first), Quantity.Median(second));
    }

    private static async Task<double> TimeAsync(Contender contender, MeasuredBy clock)
    {
        await contender.BeforeAsync();
        var begin = Now(clock);
        await contender.RunAsync(contender.Operations);
        return (Now(clock) - begin).TotalSeconds / contender.Operations;
    }

    private static TimeSpan Now(MeasuredBy clock) =>
        clock == MeasuredBy.ProcessorTime ? Environment.CpuUsage.TotalTime : Stopwatch.GetElapsedTime(0);
}

/// <summary>What a time is the time of.</summary>
internal enum MeasuredBy
{
    /// <summary>Of the clock on the wall.</summary>
    WallClock,

    /// <summary>Of the processor, in the program and in the kernel on its behalf.</summary>
    ProcessorTime,
}
