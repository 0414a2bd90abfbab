namespace RepoTickets.Workflows.Tests.Progress;

public sealed class WorkflowProgressTests
{
    [Fact]
    public void Of_ADiamond_FindsTheLongestWay()
    {
        var definition = Define(("a", []), ("b", ["a"]), ("c", ["a"]), ("d", ["b", "c"]), ("e", []));
        var progress = WorkflowProgress.Of(definition, [
            new("a", true, TimeSpan.FromMinutes(1)), new("b", true, TimeSpan.FromMinutes(5)), new("c", false, TimeSpan.FromMinutes(7)),
            new("e", false, TimeSpan.FromMinutes(6)), new("unknown", true, TimeSpan.FromDays(1)),
        ]);
        Assert.Equal((5, 2, 40.0), (progress.StepCount, progress.EndedCount, progress.Percentage));
        Assert.Equal(["c", "d", "e"], progress.Remaining);
        Assert.Equal(["a", "c", "d"], progress.CriticalPath);
        Assert.Equal(TimeSpan.FromMinutes(8), progress.CriticalDuration);
    }

    [Fact]
    public void Of_StepsThatWereCalledOff_AreNotDone()
    {
        var definition = Define(("a", []), ("b", ["a"]), ("c", ["b"]), ("d", []));
        var progress = WorkflowProgress.Of(definition, [
            new("a", true, TimeSpan.Zero), new("b", true, TimeSpan.Zero) { IsDone = false }, new("c", true, TimeSpan.Zero) { IsDone = false },
        ]);
        Assert.Equal((3, 1, 25.0), (progress.EndedCount, progress.DoneCount, progress.Percentage));
        Assert.Equal(["d"], progress.Remaining);
    }

    [Fact]
    public void Of_EqualChains_TakesTheOneWithMoreStepsThenTheFirst()
    {
        var definition = Define(("a", []), ("b", []), ("c", ["b"]), ("d", []), ("e", ["d"]));
        var progress = WorkflowProgress.Of(definition, []);
        Assert.Equal(["b", "c"], progress.CriticalPath);
        Assert.Equal((TimeSpan.Zero, 0.0), (progress.CriticalDuration, progress.Percentage));
    }

    [Fact]
    public void Of_OddInput_StaysDefined()
    {
        var cycle = Define(("a", ["b"]), ("b", ["a"]), ("c", []));
        var progress = WorkflowProgress.Of(cycle, [
            new("a", true, TimeSpan.FromDays(9)), new("c", true, TimeSpan.FromDays(-1)), new("b", true, TimeSpan.Zero),
        ]);
        Assert.Equal(["c"], progress.CriticalPath);
        Assert.Equal((TimeSpan.Zero, 100.0), (progress.CriticalDuration, progress.Percentage));
        var chain = Define(("a", []), ("b", ["a", "nothing"]));
        var longest = WorkflowProgress.Of(chain, [new("a", true, TimeSpan.MaxValue), new("b", true, TimeSpan.MaxValue)]);
        Assert.Equal(TimeSpan.MaxValue, longest.CriticalDuration);
        Assert.Equal(100, WorkflowProgress.Of(Define(), []).Percentage);
    }

    [Fact]
    public void Of_RandomGraphs_AgreesWithTryingAllChains()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var random = new Random(seed);
            var count = random.Next(1, 9);
            var steps = Enumerable.Range(0, count)
                .Select(i => ($"s{i}", Enumerable.Range(0, i).Where(_ => random.Next(3) == 0).Select(j => $"s{j}").ToArray())).ToArray();
            var minutes = steps.ToDictionary(step => step.Item1, _ => random.Next(0, 5));
            var progress = WorkflowProgress.Of(
                Define(steps), minutes.Select(pair => new StepTiming(pair.Key, false, TimeSpan.FromMinutes(pair.Value))));
            var byName = steps.ToDictionary(step => step.Item1, step => step.Item2);
            int Longest(string id) => minutes[id] + byName[id].Select(Longest).DefaultIfEmpty(0).Max();
            var expected = byName.Keys.Max(Longest);
            Assert.True(TimeSpan.FromMinutes(expected) == progress.CriticalDuration, $"seed {seed}");
            Assert.True(progress.CriticalPath.Sum(id => minutes[id]) == expected, $"seed {seed}");
            Assert.True(
                progress.CriticalPath.Zip(progress.CriticalPath.Skip(1)).All(
                    pair => byName[pair.Second].Contains(pair.First)), $"seed {seed}");
        }
    }

    private static WorkflowDefinition Define(params (string Id, string[] DependsOn)[] steps) => new()
    {
        Name = "sample",
        Steps = steps.Select(
            step => (StepDefinition)new DelayStep { Id = step.Id, DependsOn = step.DependsOn.ToValueList() }).ToValueList(),
    };
}
