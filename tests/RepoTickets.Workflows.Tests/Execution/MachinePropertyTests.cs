using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Tests.Execution;

/// <summary>Random definitions, random happenings in random order. Set REPOTICKETS_SEED to run one seed.</summary>
public sealed class MachinePropertyTests
{
    private const int Runs = 300;

    public static TheoryData<int> Seeds() => RepoTickets.Tests.Seeds.UpTo(8);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Advance_WhateverHappens_KeepsItsRulesAndEnds(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < Runs; i++)
        {
            var definition = NextDefinition(random);
            Assert.Empty(WorkflowValidator.Validate(definition));
            var run = new MachineRun(definition);
            var commands = random.Next(6);
            var steps = 0;
            try
            {
                for (; !run.Machine.Run.IsEnded; steps++)
                {
                    Assert.True(steps < 3_000, "It does not end.");
                    Happen(run, random, ref commands);
                    Check(run, definition);
                }

                CheckEnd(run, definition);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(
                    $"REPOTICKETS_SEED={seed}, definition {i}, happening {steps}: {exception.Message}\n{run.Show}\n" +
                    $"{WorkflowYaml.Write(definition)}", exception);
            }
        }
    }

    /// <summary>What happened in one order to one machine happens to another: states and actions are the same.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Advance_TheSameHappenings_GiveTheSameStates(int seed)
    {
        for (var i = 0; i < 40; i++)
        {
            var texts = Enumerable.Range(0, 2).Select(_ =>
            {
                var random = new Random((seed * 1000) + i);
                var run = new MachineRun(NextDefinition(random));
                var commands = 4;
                for (var steps = 0; !run.Machine.Run.IsEnded && steps < 3_000; steps++)
                {
                    Happen(run, random, ref commands);
                }

                return run.Machine.Run.ToDocument();
            }).ToList();
            Assert.Equal(texts[0], texts[1]);
        }
    }

    private static void Happen(MachineRun run, Random random, ref int commands)
    {
        var machine = run.Machine;
        if (random.Next(12) == 0)
        {
            run.Reload();
            machine = run.Machine;
        }

        if (commands > 0 && random.Next(8) == 0)
        {
            commands--;
            _ = random.Next(6) switch
            {
                0 => machine.Cancel("enough"),
                1 => machine.Pause("wait"),
                2 => machine.Resume(),
                3 => machine.Signal("go", WorkflowValue.Of(1)) ? null : "full",
                4 => machine.Answer(machine.Run.Units[random.Next(machine.Run.Units.Length)].Name, random.Next(2) == 0, "ann", ""),
                _ => machine.Retry(machine.Run.Units[random.Next(machine.Run.Units.Length)].Name),
            };
            run.Go();
            return;
        }

        if (machine.Run.Status == WorkflowStatus.Paused && commands == 0)
        {
            machine.Resume();
            run.Go();
        }

        if (run.Open.Count > 0 && random.Next(4) > 0)
        {
            run.End(run.Open[random.Next(run.Open.Count)], random.Next(5) > 0);
            return;
        }

        // Everything that waits has a time-out or is answered in the end; time goes on to what is due next.
        var due = machine.NextDue(machine.Now);
        run.Move(due > machine.Now ? due.Value - machine.Now : TimeSpan.FromSeconds(1));
    }

    private static void Check(MachineRun run, WorkflowDefinition definition)
    {
        var units = run.Machine.Run.Units.Take(definition.Steps.Count).ToList();
        Assert.True(units.Count(static unit => unit.IsActive) <= definition.MaximumParallelSteps, "Too many steps at once.");
        foreach (var unit in units)
        {
            Assert.True(unit.Attempts <= unit.Definition.Retry.MaximumAttempts, $"{unit.Name} was tried {unit.Attempts} times.");
            if (unit.Definition is ForEachStep each)
            {
                Assert.True(unit.Items.Count(static item => item.IsActive) <= each.MaximumParallelItems, "Too many items at once.");
            }

            if (unit.IsActive && unit.Attempts > 0 && run.Status == WorkflowStatus.Running)
            {
                Assert.All(unit.Plan.Dependencies, index => Assert.True(
                    units[index].Status is WorkflowStepStatus.Completed or WorkflowStepStatus.Skipped,
                    $"{unit.Name} runs, and {units[index].Name} is {units[index].Status}."));
            }
        }

        if (run.Machine.Run.IsEnded)
        {
            return;
        }

        // It waits for somebody, for something that is open, or for a time: never for nothing.
        var isOpen = run.Open.Count > 0 || run.Status == WorkflowStatus.Paused || run.Machine.NextDue(run.Machine.Now) is not null;
        Assert.True(isOpen, "Nothing can make it go on.");
    }

    private static void CheckEnd(MachineRun run, WorkflowDefinition definition)
    {
        Assert.All(run.Machine.Run.Units, static unit => Assert.True(unit.IsEnded, $"{unit.Name} is {unit.Status}."));
        Assert.Empty(run.Open);
        var units = run.Machine.Run.Units.Take(definition.Steps.Count).ToList();
        if (run.Status == WorkflowStatus.Completed)
        {
            Assert.All(units, static unit => Assert.True(unit.Status is WorkflowStepStatus.Completed or WorkflowStepStatus.Skipped));
            return;
        }

        // What ended well and can be undone was undone, or undoing it failed; in reverse order of ending.
        var undone = units.Where(
            static unit =>
                unit.Plan.Compensation is not null && unit.Status is WorkflowStepStatus.Completed or WorkflowStepStatus.Compensated)
            .Where(static unit => unit.Plan.Compensation is not null).OrderByDescending(static unit => unit.Ordinal).ToList();
        var last = 0;
        foreach (var unit in undone)
        {
            var undo = run.Machine.Run.Units[unit.Plan.Compensation!.Index];
            Assert.Equal(unit.Status == WorkflowStepStatus.Compensated, undo.Status == WorkflowStepStatus.Completed);
            Assert.True(undo.Ordinal > last, $"{undo.Name} ran in the wrong order.");
            last = undo.Ordinal;
        }
    }

    private static WorkflowDefinition NextDefinition(Random random)
    {
        var steps = new List<StepDefinition>();
        var count = random.Next(1, 13);
        for (var i = 0; i < count; i++)
        {
            steps.Add(NextStep(random, $"s{i}", steps));
        }

        return new()
        {
            Name = "random",
            Steps = [.. steps],
            MaximumParallelSteps = random.Next(1, 5),
            OnFailure = (FailureMode)random.Next(2),
            TimeOut = random.Next(5) == 0 ? TimeSpan.FromMinutes(random.Next(1, 30)) : null,
        };
    }

    private static StepDefinition NextStep(Random random, string id, List<StepDefinition> former)
    {
        var after = former.Where(_ => random.Next(former.Count) < 2).Select(static step => step.Id).ToValueList();
        var limit = TimeSpan.FromMinutes(random.Next(1, 10));
        StepDefinition step = random.Next(9) switch
        {
            0 => new ApprovalStep { Id = id, TimeOut = limit },
            1 => new WaitForEventStep { Id = id, Event = "go", TimeOut = limit, Filter = random.Next(3) == 0 ? "event == 2" : null },
            2 => new DelayStep { Id = id, Duration = TimeSpan.FromSeconds(random.Next(100)) },
            3 => new AgentTaskStep { Id = id, TaskType = "code" },
            4 => new SubWorkflowStep { Id = id, Definition = "other" },
            5 => new ForEachStep
            {
                Id = id,
                Items = "[1, 2, 3, 4]",
                MaximumParallelItems = random.Next(1, 4),
                Body = Code(random, id + "-item"),
            },
            _ => Code(random, id),
        };
        return step with
        {
            DependsOn = after,
            WhenDependencySkipped = (SkipRule)random.Next(3),
            Condition = after.Count > 0 && random.Next(4) == 0
                ? $"steps.{after[0]}.status == 'completed'"
                : random.Next(12) == 0 ? "1 > 2" : null,
            Retry = random.Next(3) == 0
                ? new(random.Next(1, 4), TimeSpan.FromSeconds(random.Next(60)), 2, TimeSpan.FromMinutes(2), random.NextDouble())
                : RetryRule.None,
            TimeOut = random.Next(4) == 0 ? limit : step.TimeOut,
            Compensation = random.Next(4) == 0 ? Code(random, id + "-undo") : null,
        };
    }

    private static CodeStep Code(Random random, string id) => new() { Id = id, Code = "say", IsRepeatable = random.Next(2) == 0 };
}
