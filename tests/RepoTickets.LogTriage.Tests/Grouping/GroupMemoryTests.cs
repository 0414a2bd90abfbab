using System.Globalization;
using System.Runtime.CompilerServices;

namespace RepoTickets.LogTriage.Tests.Grouping;

/// <summary>
/// What a grouper holds is what comes free when it goes. Two readings right after each other, while no other test runs: what else the
/// process got or lost in all the time before is in none of them.
/// </summary>
[Collection("alone")]
public sealed class GroupMemoryTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const double Megabyte = 1024 * 1024;

    [Fact]
    public void Assign_OfAMillionDistinctHostileLines_StaysWithin64Megabytes()
    {
        var holder = new ILogGroupRegistry?[1];
        Assert.InRange(Fill(holder), 1, 20_000);
        var full = Measure();
        Release(holder);

        var megabytes = (full - Measure()) / Megabyte;

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{megabytes:f2} MiB"));
        Assert.InRange(megabytes, 1, 64);
    }

    /// <summary>In a method of its own, so that no place on the stack of the test keeps it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Fill(ILogGroupRegistry?[] holder)
    {
        var grouper = LogGrouping.Create();
        var random = new Random(1);
        for (var index = 0; index < 1_000_000; index++)
        {
            grouper.Assign(LogGrouperTests.Entry(GroupBoundsTests.Words(random, index % 50 == 0 ? 60 : 5)));
        }

        holder[0] = grouper;
        return grouper.Count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Release(ILogGroupRegistry?[] holder)
    {
        holder[0]!.Dispose();
        holder[0] = null;
    }

    private static long Measure()
    {
        for (var time = 0; time < 2; time++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: false);
    }
}
