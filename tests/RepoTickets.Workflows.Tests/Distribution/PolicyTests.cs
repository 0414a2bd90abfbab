namespace RepoTickets.Workflows.Tests.Distribution;

public sealed class PolicyTests
{
    private static readonly TaskRequest Code = new() { TicketId = TicketId.Parse("A-1"), TaskType = "code", Description = "x" };

    [Fact]
    public void Score_OfTheAncestor_HasItsWeights()
    {
        var agent = new Agent
        {
            Name = "Bot",
            MaxConcurrentTasks = 4,
            PreferredTaskTypes = ["code"],
            Capabilities =
            [
                new() { Name = "code_review", ConfidenceLevel = 0.6 }, new() { Name = "Code" }, new() { Name = "encode", Enabled = false },
                new() { Name = "test" },
            ],
            Metrics = AgentMetrics.None with { SuccessRate = 0.75 },
        };

        var score = new AncestorPolicy().Score(new(agent, 1, new() { TaskType = "code" }), Code);

        Assert.Equal(10 + (5 * 1.6) + (3 * 0.75) + (2 * 0.75), score.Value, 12);
        Assert.Equal("21.8 = preferred 10.0 + capability 8.0 + free 2.3 + success 1.5", score.Explanation);
    }

    [Fact]
    public void Score_OfTheLearned_WeighsPromiseSpeedAndLoad()
    {
        var agent = new Agent { Name = "Bot", MaxConcurrentTasks = 2 };
        var estimate = new AgentEstimate { TaskType = "code", Promise = 0.8, Minutes = 10, TypicalMinutes = 20 };

        var idle = new LearnedPolicy().Score(new(agent, 0, estimate), Code);
        var busy = new LearnedPolicy().Score(new(agent, 1, estimate), Code);
        var slow = new LearnedPolicy().Score(new(agent, 0, estimate with { Minutes = 1000 }), Code);

        Assert.Equal(80 + (5 * Math.Log(2)), idle.Value, 12);
        Assert.Equal(10, idle.Value - busy.Value, 12);
        Assert.Equal(75, slow.Value, 12);
    }
}
