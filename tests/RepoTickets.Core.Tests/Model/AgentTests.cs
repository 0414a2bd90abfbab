namespace RepoTickets.Core.Tests.Model;

public sealed class AgentTests
{
    private readonly FakeTime _time = FakeTime.AtNoon();
    private readonly Agent _agent = new() { Id = AgentId.Parse("AGENT-A"), Name = "a" };

    private readonly AgentTask _task = new()
    {
        Id = AgentTaskId.Parse("00000001"),
        TicketId = TicketId.Parse("A-1"),
        AgentId = AgentId.Parse("AGENT-A"),
        TaskType = "code",
        Description = "d",
    };

    [Fact]
    public void AssignTask_OverCapacity_Throws()
    {
        var busy = _agent.AssignTask(_task.Id);
        Assert.False(busy.IsAvailable);
        Assert.Same(busy, busy.AssignTask(_task.Id));
        var exception = Assert.Throws<AgentUnavailableException>(() => busy.AssignTask(AgentTaskId.Parse("00000002")));
        Assert.Equal((1, 1), (exception.ActiveTasks, exception.MaximumTasks));
        Assert.True(busy.UnassignTask(_task.Id).IsAvailable);
        Assert.Throws<AgentUnavailableException>(() => _agent.UpdateStatus(AgentStatus.Maintenance, _time).AssignTask(_task.Id));
    }

    [Fact]
    public void CanHandle_NoPreference_TakesAnything()
    {
        Assert.True(_agent.CanHandle("x"));
        Assert.True((_agent with { PreferredTaskTypes = ["Code"] }).CanHandle("code"));
        Assert.False((_agent with { PreferredTaskTypes = ["code"] }).CanHandle("test"));
    }

    [Fact]
    public void Capabilities_SameName_ReplaceEachOther()
    {
        var agent = _agent.AddCapability(new() { Name = "c" })
            .AddCapability(new() { Name = "d" })
            .AddCapability(new() { Name = "c", ConfidenceLevel = 0.5 });
        Assert.Equal(["c", "d"], agent.Capabilities.Select(static capability => capability.Name));
        Assert.Equal(0.5, agent.FindCapability("c")!.ConfidenceLevel);
        Assert.Null(agent.RemoveCapability("c").FindCapability("c"));
        Assert.Throws<ArgumentOutOfRangeException>(() => _agent.AddCapability(new() { Name = "c", ConfidenceLevel = double.NaN }));
    }

    [Fact]
    public void FinishTask_CompletedAndFailed_CountsOnce()
    {
        var started = _task.Start(_time);
        _time.Advance(TimeSpan.FromMinutes(7.9));
        var done = started.Complete(_time, "out", ["a.txt"]);
        var agent = _agent.AssignTask(_task.Id).FinishTask(done, _time);
        Assert.Equal(
            (1, 0, 7, 1.0, _time.Now),
            (
                agent.Metrics.TasksCompleted, agent.Metrics.TasksFailed, agent.Metrics.TotalExecutionTimeMinutes, agent.Metrics.SuccessRate,
                agent.Metrics.LastActivity));
        Assert.Empty(agent.ActiveTasks);
        Assert.Equal(0.5, agent.FinishTask(_task.Fail(_time, "no"), _time).Metrics.SuccessRate);
        Assert.Equal(agent.Metrics, agent.FinishTask(_task.Cancel(_time), _time).Metrics);
        Assert.Throws<ArgumentException>(() => _agent.FinishTask(started, _time));
        Assert.Throws<ArgumentException>(() => (_agent with { Id = AgentId.Parse("B") }).FinishTask(done, _time));
    }

    [Fact]
    public void TaskStates_EveryStepFromEveryState_IsLegalOrRefused()
    {
        Dictionary<string, (AgentTaskStatus[] From, AgentTaskStatus To, Func<AgentTask, AgentTask> Step)> steps = new()
        {
            ["start"] = ([AgentTaskStatus.Assigned], AgentTaskStatus.InProgress, task => task.Start(_time)),
            ["pause"] = ([AgentTaskStatus.InProgress], AgentTaskStatus.Paused, static task => task.Pause()),
            ["resume"] = ([AgentTaskStatus.Paused], AgentTaskStatus.InProgress, static task => task.Resume()),
            ["complete"] = ([AgentTaskStatus.InProgress], AgentTaskStatus.Completed, task => task.Complete(_time)),
            ["fail"] = (
                [AgentTaskStatus.Assigned, AgentTaskStatus.InProgress, AgentTaskStatus.Paused], AgentTaskStatus.Failed,
                task => task.Fail(_time, "e")),
            ["cancel"] =
                ([AgentTaskStatus.Assigned, AgentTaskStatus.InProgress, AgentTaskStatus.Paused], AgentTaskStatus.Cancelled, task =>
                    task.Cancel(_time)),
        };
        foreach (var (name, (from, to, step)) in steps)
        {
            foreach (var status in Enum.GetValues<AgentTaskStatus>())
            {
                var task = _task with { Status = status };
                if (from.Contains(status))
                {
                    Assert.Equal(to, step(task).Status);
                }
                else
                {
                    Assert.Equal(
                        (name, EnumTexts.AgentTaskStatus.Write(status)),
                        (Assert.Throws<InvalidTransitionException>(() => step(task)) is var e ? (e.Step, e.State) : default));
                }
            }
        }
    }

    [Fact]
    public void EnumTexts_EveryValue_HasItsOwnText()
    {
        Check(EnumTexts.RequirementsStatus);
        Check(EnumTexts.RequirementStatus);
        Check(EnumTexts.ScenarioStatus);
        Check(EnumTexts.VerificationMethod);
        Check(EnumTexts.VerificationStatus);
        Check(EnumTexts.EpicStatus);
        Check(EnumTexts.BacklogItemType);
        Check(EnumTexts.BacklogStatus);
        Check(EnumTexts.RiskLevel);
        Check(EnumTexts.AgentType);
        Check(EnumTexts.AgentStatus);
        Check(EnumTexts.AgentTaskStatus);

        static void Check<TEnum>(EnumText<TEnum> texts)
            where TEnum : struct, Enum
        {
            Assert.Equal(Enum.GetValues<TEnum>().Length, texts.Allowed.Distinct().Count());
            Assert.All(
                Enum.GetValues<TEnum>(), value => Assert.True(texts.TryRead(texts.Write(value), out var read) && read.Equals(value)));
            Assert.False(texts.TryRead("Nothing", out _));
            Assert.Throws<ArgumentOutOfRangeException>(() => texts.Write((TEnum)Enum.ToObject(typeof(TEnum), 99)));
        }
    }

    [Fact]
    public void JsonText_NormalForm_ComparesByContent()
    {
        Assert.Equal(JsonText.Parse("""{"a":1.50,"b":"\u00eb"}"""), JsonText.Parse("""{ "a" : 1.50, "b": "ë" }"""));
        Assert.Equal("""{"a":1.50}""", JsonText.Parse("""{"a": 1.50}""").Text);
        Assert.Equal(JsonText.Empty, JsonText.Parse("{ }"));
        Assert.Equal(1, JsonText.Parse("""{"a":1}""").ToElement().GetProperty("a").GetInt32());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    public void JsonText_WhatIsNoObject_IsRefused(string json)
    {
        Assert.False(JsonText.TryParse(json, out _));
        Assert.Throws<FormatException>(() => JsonText.Parse(json));
    }
}
