using System.Text.Json;
using RepoTickets.Workflows.Tests.Support;

namespace RepoTickets.Workflows.Tests.Learning;

public sealed class AgentLearningTests
{
    [Fact]
    public async Task FindProfileAsync_AfterTasksEnded_CountsEachOnceInEveryStore()
    {
        // In the ancestor nothing fed the profiles, and a task recorded twice counted twice.
        await using var world = await TemporaryAgents.CreateAsync();
        var other = await world.OpenAnotherAsync();
        var (agent, ticket) = (await world.AgentAsync(), await world.TicketAsync());
        Assert.Empty(await other.Learning.ListProfilesAsync());
        await WorkAsync(world, agent, ticket, "code", completed: 4, failed: 1, TimeSpan.FromMinutes(20));
        var cancelled = await world.TaskAsync(agent, ticket);
        await world.Tasks.CancelAsync(cancelled.Id);

        foreach (var learning in new[] { world.Services.Learning, other.Learning })
        {
            var profile = (await learning.FindProfileAsync(agent.Id))!;
            var type = Assert.Single(profile.TaskTypes);
            Assert.Equal((4, 1, 80L, 0.8, 20.0), (type.Completed, type.Failed, type.TotalMinutes, type.SuccessRate, type.AverageMinutes));
            Assert.Equal(1, await learning.RebuildAsync());
            Assert.Equal(type.Completed, (await learning.FindProfileAsync(agent.Id))!.TaskTypes[0].Completed);
        }
    }

    [Fact]
    public async Task EstimateAsync_MoreTasks_NarrowTheIntervalAndTimeWidensItAgain()
    {
        await using var world = await TemporaryAgents.CreateAsync();
        var (agent, ticket) = (await world.AgentAsync(), await world.TicketAsync());
        var nothing = await world.Services.Learning.EstimateAsync(agent.Id, "code");
        await WorkAsync(world, agent, ticket, "code", 2, 1, TimeSpan.FromMinutes(10));
        var little = await world.Services.Learning.EstimateAsync(agent.Id, "code");
        await WorkAsync(world, agent, ticket, "code", 12, 6, TimeSpan.FromMinutes(10));
        var much = await world.Services.Learning.EstimateAsync(agent.Id, "CODE");
        world.Time.Advance(TimeSpan.FromDays(300));
        var old = await world.Services.Learning.EstimateAsync(agent.Id, "code");

        Assert.Equal((0.5, 0.05, 0.95), (nothing.Success, Math.Round(nothing.SuccessLow, 9), Math.Round(nothing.SuccessHigh, 9)));
        Assert.Null(nothing.Minutes);
        Assert.True(Width(nothing) > Width(little) && Width(little) > Width(much) && Width(old) > Width(little));
        Assert.InRange(much.Success, 0.6, 2.0 / 3);
        Assert.Equal(10, much.Minutes!.Value, 6);
        Assert.InRange(much.MinutesHigh!.Value - much.MinutesLow!.Value, 0.1, little.MinutesHigh!.Value - little.MinutesLow!.Value);
        await Assert.ThrowsAsync<DocumentNotFoundException>(
            async () => await world.Services.Learning.EstimateAsync(AgentId.Parse("NONE"), "code"));

        static double Width(AgentEstimate estimate) => estimate.SuccessHigh - estimate.SuccessLow;
    }

    [Fact]
    public async Task RecommendAsync_GoodBadAndNewAgent_PutsTheBadOneLastAndExplains()
    {
        await using var world = await TemporaryAgents.CreateAsync();
        var ticket = await world.TicketAsync();
        var bad = await world.AgentAsync("Bad", configure: agent => agent.AddCapability(new() { Name = "code" }));
        var good = await world.AgentAsync("Good");
        var fresh = await world.AgentAsync("New");
        await WorkAsync(world, bad, ticket, "code", 2, 12, TimeSpan.FromMinutes(10));
        await WorkAsync(world, good, ticket, "code", 12, 2, TimeSpan.FromMinutes(10));

        var found = await world.Services.Learning.RecommendAsync("code");

        Assert.Equal([bad.Id], found.Skip(2).Select(each => each.AgentId));
        Assert.Equal(new[] { good.Id, fresh.Id }.ToHashSet(), found.Take(2).Select(each => each.AgentId).ToHashSet());
        Assert.StartsWith($"{found[0].Score.Value:0.0} = promise ", found[0].Score.Explanation, StringComparison.Ordinal);
        Assert.Single(await world.Services.Learning.RecommendAsync("code", 1));
    }

    [Fact]
    public async Task ListProfilesAsync_TaskDeletedByHand_IsForgotten()
    {
        await using var world = await TemporaryAgents.CreateAsync();
        var (agent, ticket) = (await world.AgentAsync(), await world.TicketAsync());
        await WorkAsync(world, agent, ticket, "code", 2, 1, TimeSpan.FromMinutes(10));
        Assert.Equal(3, (await world.Services.Learning.FindProfileAsync(agent.Id))!.TotalTasks);

        var failed = Assert.Single(await world.Tasks.ListAsync(status: AgentTaskStatus.Failed));
        await world.Store.DeleteAsync(failed.Key);

        var profile = (await world.Services.Learning.FindProfileAsync(agent.Id))!;
        Assert.Equal((2, 1.0), (profile.TotalTasks, profile.OverallSuccessRate));
    }

    [Fact]
    public async Task SaveProfilesAsync_AgentsThatWorked_WritesTheFormOfThePythonPackage()
    {
        await using var world = await TemporaryAgents.CreateAsync();
        var (agent, ticket) = (await world.AgentAsync("Code Bot"), await world.TicketAsync());
        await WorkAsync(world, agent, ticket, "code", 4, 1, TimeSpan.FromMinutes(20));
        await WorkAsync(world, agent, ticket, "refactor", 1, 0, TimeSpan.FromMinutes(40));
        var path = Path.Join(world.Folder, ".tickets", "agents", "learning_profiles.json");

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await world.Services.Learning.SaveProfilesAsync());
        await world.Services.Learning.SaveProfilesAsync(path);
        await world.Services.Learning.SaveProfilesAsync(path);

        var stamp = world.Time.Now.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal($$"""
            {
              "AGENT-CODE-BOT": {
                "agent_id": "AGENT-CODE-BOT",
                "agent_name": "Code Bot",
                "task_type_performance": {
                  "code": {
                    "task_type": "code",
                    "total_tasks": 5,
                    "completed_tasks": 4,
                    "failed_tasks": 1,
                    "total_duration_minutes": 80.0,
                    "success_rate": 0.8,
                    "avg_duration_minutes": 20.0
                  },
                  "refactor": {
                    "task_type": "refactor",
                    "total_tasks": 1,
                    "completed_tasks": 1,
                    "failed_tasks": 0,
                    "total_duration_minutes": 40.0,
                    "success_rate": 1.0,
                    "avg_duration_minutes": 40.0
                  }
                },
                "overall_success_rate": 0.8333333333333334,
                "total_tasks": 6,
                "preferred_task_types": [],
                "weak_task_types": [],
                "last_updated": "{{stamp}}"
              }
            }
            """.ReplaceLineEndings("\n"), await File.ReadAllTextAsync(path));
        Assert.Equal(2, Directory.GetFiles(Path.GetDirectoryName(path)!).Length);
        await world.Store.RefreshAsync();
        Assert.Empty(await world.Store.GetFaultsAsync());
        using var parsed = JsonDocument.Parse(await File.ReadAllTextAsync(path));
        var refused = await Assert.ThrowsAsync<StoreIoException>(
            async () => await world.Services.Learning.SaveProfilesAsync(Path.Join(world.Folder, "none", "x.json")));
        Assert.Contains("none", refused.Message, StringComparison.Ordinal);
    }

    private static async Task WorkAsync(
        TemporaryAgents world, Agent agent, Ticket ticket, string type, int completed, int failed, TimeSpan each)
    {
        for (var i = 0; i < completed + failed; i++)
        {
            var task = await world.TaskAsync(agent, ticket, type);
            await world.Tasks.StartAsync(task.Id);
            if (i < completed)
            {
                world.Time.Advance(each);
                await world.Tasks.CompleteAsync(task.Id);
            }
            else
            {
                await world.Tasks.FailAsync(task.Id, "no");
            }
        }
    }
}
