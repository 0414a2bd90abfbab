using System.Globalization;

namespace RepoTickets.LogTriage.Tests.Grouping;

public sealed class GroupBoundsTests
{
    [Fact]
    public void Assign_BeyondTheBound_OverflowsAndCounts()
    {
        using var grouper = LogGrouping.Create(new() { MaximumGroups = 100 });
        var known = grouper.Assign(LogGrouperTests.Entry("Pool empty")).Id;
        var random = new Random(1);
        var overflowed = 0;
        for (var index = 0; index < 300; index++)
        {
            var assignment = grouper.Assign(LogGrouperTests.Entry(Words(random, 4)));
            overflowed += assignment.Evidence == GroupEvidence.Overflow ? 1 : 0;
        }

        Assert.Equal(201, overflowed);
        Assert.Equal(new(100, 201, 0), grouper.Statistics);
        Assert.Equal(known, grouper.Assign(LogGrouperTests.Entry("Pool empty")).Id);
    }

    [Fact]
    public void Assign_WhenGroupsWereIdleForLong_ForgetsThemAndKeepsTheBusyOnes()
    {
        using var grouper = LogGrouping.Create(new() { MaximumGroups = 100 });
        var known = grouper.Assign(LogGrouperTests.Entry("Pool empty")).Id;
        var random = new Random(1);
        for (var index = 0; index < 2_000; index++)
        {
            grouper.Assign(LogGrouperTests.Entry(Words(random, 4)));
            Assert.Equal(new(known, false, GroupEvidence.Message), grouper.Assign(LogGrouperTests.Entry("Pool empty")));
        }

        Assert.InRange(grouper.Count, 1, 100);
        Assert.True(grouper.Statistics.Forgotten > 0);
    }

    [Fact]
    public void Assign_OfMoreServicesThanTold_OverflowsThem()
    {
        using var grouper = LogGrouping.Create(new() { MaximumServices = 3 });
        var evidence = Enumerable.Range(0, 5).Select(index => grouper.Assign(LogGrouperTests.Entry("x y") with { Service = "s" + index }).Evidence);
        Assert.Equal([GroupEvidence.Message, GroupEvidence.Message, GroupEvidence.Message, GroupEvidence.Overflow, GroupEvidence.Overflow], evidence);
    }

    [Fact]
    public void Assign_OfAMillionDistinctHostileLines_StaysWithin64Megabytes()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var grouper = LogGrouping.Create();
        var random = new Random(1);
        for (var index = 0; index < 1_000_000; index++)
        {
            grouper.Assign(LogGrouperTests.Entry(Words(random, index % 50 == 0 ? 60 : 5)));
        }

        var used = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(grouper.Count, 1, 20_000);
        Assert.True(used <= 64 * 1024 * 1024, string.Create(CultureInfo.InvariantCulture, $"{used / 1048576.0:f1} MiB"));
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
