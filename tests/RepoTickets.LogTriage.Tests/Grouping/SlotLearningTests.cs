namespace RepoTickets.LogTriage.Tests.Grouping;

public sealed class SlotLearningTests
{
    private readonly ILogGroupRegistry _grouper = LogGrouping.Create();

    [Fact]
    public void Assign_OfNamesBehindASlotWord_LearnsThatTheyVary()
    {
        var ids = Assign(
            "Login failed for user alice", "Login failed for user bob", "Login failed for user carol", "Login failed for user dave");
        Assert.Single(ids.Select(_grouper.Resolve).Distinct());
        Assert.Equal(ids[0], _grouper.Resolve(ids[^1]));
        Assert.False(_grouper.Assign(LogGrouperTests.Entry("Login failed for user zoe")).IsNew);
        Assert.Equal(1, _grouper.Count);
    }

    [Fact]
    public void Assign_OfAWordWhereOthersHaveNumbers_JoinsThem() =>
        Assert.Single(Resolved("Cannot mount volume data7 on this machine", "Cannot mount volume backup on this machine"));

    [Theory]
    [InlineData("opened", "closed", "locked", "removed", "created")]
    [InlineData("GET", "POST", "PUT", "DELETE", "PATCH")]
    [InlineData("NEW", "RUNNING", "FAILED", "KILLED", "DONE")]
    [InlineData("not", "never", "also", "once", "only")]
    [InlineData("a.NullPointerException", "a.IOException", "a.SQLException", "a.TimeoutException", "a.AssertionError")]
    public void Assign_OfProtectedWords_NeverMerges(params string[] words) =>
        Assert.Equal(words.Length, Resolved([.. words.Select(word => $"The shared cache entry was {word} by the worker")]).Count);

    [Fact]
    public void Assign_OfManyDifferentWords_NeverLearnsATemplateOfNothing()
    {
        string[] words =
        [
            "apple", "banana", "cherry", "damson", "elder", "fig", "grape", "hazel", "iris", "juniper", "kiwi", "lemon", "mango",
        ];
        var messages = words.SelectMany(left => words.Select(right => $"{left} {right}")).ToArray();
        Assert.Equal(messages.Length, Resolved(messages).Count);
    }

    [Fact]
    public void Assign_InAnyOrder_EndsInTheSameSets()
    {
        var messages = RandomLog.Make(1_500, seed: 3);
        var expected = SetsOf(messages);
        for (var seed = 0; seed < 20; seed++)
        {
            var order = messages.ToArray();
            new Random(seed).Shuffle(order);
            Assert.True(expected.SetEquals(SetsOf(order)), $"seed {seed}");
        }
    }

    [Fact]
    public void Assign_WithLearningOff_KeepsWordsApart()
    {
        using var grouper = LogGrouping.Create(new() { LearnSlots = false });
        foreach (var user in new[] { "alice", "bob", "carol", "dave", "erin" })
        {
            grouper.Assign(LogGrouperTests.Entry($"Login failed for user {user}"));
        }

        Assert.Equal(5, grouper.Count);
    }

    private LogGroupId[] Assign(params string[] messages) =>
        Array.ConvertAll(messages, message => _grouper.Assign(LogGrouperTests.Entry(message)).Id);

    private HashSet<LogGroupId> Resolved(params string[] messages) => [.. Assign(messages).Select(_grouper.Resolve)];

    private static HashSet<string> SetsOf(string[] messages)
    {
        using var grouper = LogGrouping.Create();
        var ids = Array.ConvertAll(messages, message => grouper.Assign(LogGrouperTests.Entry(message)).Id);
        return [.. messages.Zip(ids).GroupBy(pair => grouper.Resolve(pair.Second)).Select(
            group => string.Join('\n', group.Select(pair => pair.First).Distinct().Order()))];
    }
}
