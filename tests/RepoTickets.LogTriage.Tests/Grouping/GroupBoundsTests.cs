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
    public void Assign_WhenForgottenGroupsComeBack_CountsThemRight()
    {
        using var grouper = LogGrouping.Create(new() { MaximumGroups = 100 });
        var random = new Random(2);
        for (var index = 0; index < 20_000; index++)
        {
            var noise = index / 1_000 % 2 == 0;
            grouper.Assign(
                LogGrouperTests.Entry(
                    noise ? Words(random, 4) : $"Login of user {Words(random, 1).Trim()} failed at gate {random.Next(9)}"));
            Assert.InRange(grouper.Count, 1, 101);
        }

        using var copy = LogGrouping.Create();
        copy.MergeState(grouper.ExportState());
        Assert.InRange(copy.Count, 1, grouper.Count);
    }

    [Fact]
    public void Assign_OfMoreServicesThanTold_OverflowsThem()
    {
        using var grouper = LogGrouping.Create(new() { MaximumServices = 3 });
        var evidence = Enumerable.Range(0, 5).Select(
            index => grouper.Assign(LogGrouperTests.Entry("x y") with { Service = "s" + index }).Evidence);
        Assert.Equal(
            [GroupEvidence.Message, GroupEvidence.Message, GroupEvidence.Message, GroupEvidence.Overflow, GroupEvidence.Overflow],
            evidence);
    }

    internal static string Words(Random random, int count)
    {
        var letters = new char[count * 7];
        for (var index = 0; index < letters.Length; index++)
        {
            letters[index] = index % 7 == 6 ? ' ' : (char)('g' + random.Next(20));
        }

        return new(letters);
    }
}
