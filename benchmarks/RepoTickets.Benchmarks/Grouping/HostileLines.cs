extern alias triage;

using System.Runtime.CompilerServices;
using triage::RepoTickets.LogTriage;

namespace RepoTickets.Benchmarks.Grouping;

/// <summary>
/// A million lines of made-up words, no two alike and every fiftieth long: what an attacker would log to fill the memory of triage. What
/// the grouper holds is what comes free when it goes.
/// </summary>
internal static class HostileLines
{
    private const int Lines = 1_000_000;
    private const double GoalMegabytes = 64;

    internal static HostileState Measure(int seed)
    {
        var holder = new ILogGroupRegistry?[1];
        var took = Fill(holder, seed);
        var statistics = holder[0]!.Statistics;
        var full = Held();
        Release(holder);
        var megabytes = (full - Held()) / (1024.0 * 1024);
        return new(Lines, statistics.Groups, statistics.Overflowed, megabytes, GoalMegabytes, Lines / took.TotalSeconds);
    }

    /// <summary>In a method of its own, so that no place on the stack keeps the grouper.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TimeSpan Fill(ILogGroupRegistry?[] holder, int seed)
    {
        var grouper = holder[0] = LogGrouping.Create();
        var random = new Random(seed);
        var took = TimeSpan.Zero;
        var batch = new LogEntry[1_000];
        for (var done = 0; done < Lines; done += batch.Length)
        {
            for (var i = 0; i < batch.Length; i++)
            {
                batch[i] = new() { Message = Words(random, i % 50 == 0 ? 60 : 5), Service = "shop" };
            }

            var begin = Environment.CpuUsage.TotalTime;
            foreach (var entry in batch)
            {
                grouper.Assign(entry);
            }

            took += Environment.CpuUsage.TotalTime - begin;
        }

        return took;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Release(ILogGroupRegistry?[] holder)
    {
        holder[0]!.Dispose();
        holder[0] = null;
    }

    private static long Held()
    {
        for (var time = 0; time < 2; time++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: false);
    }

    private static string Words(Random random, int count)
    {
        var letters = new char[count * 7];
        for (var index = 0; index < letters.Length; index++)
        {
            letters[index] = index % 7 == 6 ? ' ' : (char)('g' + random.Next(20));
        }

        return new(letters);
    }
}
