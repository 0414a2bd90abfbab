namespace RepoTickets.LogTriage.Tests.Grouping;

public sealed class GroupRulesTests
{
    private readonly ILogGroupRegistry _grouper = LogGrouping.Create();

    [Fact]
    public void AddFingerprint_ForAText_MakesMatchingRecordsOneGroup()
    {
        _grouper.AddFingerprint(new() { Name = "disk", MessageContains = "NO SPACE" });
        var first = _grouper.Assign(LogGrouperTests.Entry("write failed: no space left"));
        Assert.Equal(GroupEvidence.Fingerprint, first.Evidence);
        Assert.Equal(first.Id, _grouper.Assign(LogGrouperTests.Entry("copy failed: no space on device")).Id);
        Assert.True(_grouper.RemoveFingerprint("disk"));
        Assert.False(_grouper.RemoveFingerprint("disk"));
        Assert.NotEqual(first.Id, _grouper.Assign(LogGrouperTests.Entry("write failed: no space left")).Id);
    }

    [Fact]
    public void AddFingerprint_WithoutACondition_IsRefused() =>
        Assert.Throws<ArgumentException>(() => _grouper.AddFingerprint(new() { Name = "all" }));

    [Fact]
    public void Merge_OfTwoGroups_HoldsUntilItIsTakenBack()
    {
        var left = _grouper.Assign(LogGrouperTests.Entry("Pool empty")).Id;
        var right = _grouper.Assign(LogGrouperTests.Entry("Disk full")).Id;
        _grouper.Merge(right, left);
        Assert.Equal(left, _grouper.Resolve(right));
        Assert.Equal(left, _grouper.Assign(LogGrouperTests.Entry("Disk full")).Id);
        Assert.Equal(1, _grouper.Count);
        Assert.True(_grouper.Unmerge(right));
        Assert.Equal(right, _grouper.Assign(LogGrouperTests.Entry("Disk full")).Id);
        Assert.Equal(2, _grouper.Count);
        Assert.False(_grouper.Unmerge(right));
    }

    [Fact]
    public void Merge_InACircle_EndsInOneGroup()
    {
        var ids = new[] { "Pool empty", "Disk full", "Fan broken" }
            .Select(text => _grouper.Assign(LogGrouperTests.Entry(text)).Id)
            .ToArray();
        _grouper.Merge(ids[0], ids[1]);
        _grouper.Merge(ids[1], ids[2]);
        _grouper.Merge(ids[2], ids[0]);
        Assert.Single(ids.Select(_grouper.Resolve).Distinct());
    }

    [Fact]
    public void Merge_WithTheNameOfNoGroup_IsRefused() => Assert.Throws<ArgumentException>(() => _grouper.Merge(default, new(1, 2)));

    [Fact]
    public void Split_OfOneKey_GivesItAGroupThatLearningLeavesAlone()
    {
        string[] users = ["alice", "bob", "carol", "dave", "erin"];
        var ids = Array.ConvertAll(users, user => _grouper.Assign(LogGrouperTests.Entry($"Login failed for user {user}")).Id);
        var whole = Assert.Single(ids.Select(_grouper.Resolve).Distinct());
        var split = _grouper.Split(LogGrouperTests.Entry("Login failed for user bob"));
        Assert.NotEqual(whole, split);
        Assert.Equal(split, _grouper.Assign(LogGrouperTests.Entry("Login failed for user bob")).Id);
        Assert.Equal(split, _grouper.Split(LogGrouperTests.Entry("Login failed for user bob")));
        Assert.Equal(whole, _grouper.Resolve(_grouper.Assign(LogGrouperTests.Entry("Login failed for user frank")).Id));
        using var other = LogGrouping.Create();
        other.MergeState(_grouper.ExportState());
        Assert.Equal(split, other.Assign(LogGrouperTests.Entry("Login failed for user bob")).Id);
    }
}
