using System.Globalization;

namespace RepoTickets.Workflows.Worker;

/// <summary>
/// Definitions from a seed, and code whose outcome follows from the definition, the step and the attempt alone: however often a process
/// dies, the end is the same.
/// </summary>
internal sealed class RandomWorkflows
{
    private const int LargestWorkflow = 30;
    private const int LargestChild = 6;
    private static readonly RetryRule Quickly = new(3, TimeSpan.FromMilliseconds(5), 2, TimeSpan.FromMilliseconds(20), 0.5);

    private readonly Random _random;

    internal RandomWorkflows(int seed, int count)
    {
        _random = new Random(seed);
        Children = [.. Enumerable.Range(0, 4).Select(i => Next($"child-{Text(i)}", LargestChild, depth: 1))];
        Definitions = [.. Enumerable.Range(0, count).Select(i => Next($"random-{Text(i)}", LargestWorkflow, depth: 0))];
    }

    internal IReadOnlyList<WorkflowDefinition> Children { get; }

    internal IReadOnlyList<WorkflowDefinition> Definitions { get; }

    private WorkflowDefinition Next(string name, int largest, int depth)
    {
        var count = _random.Next(2, largest + 1);
        var steps = new List<StepDefinition>();
        for (var i = 0; i < count; i++)
        {
            steps.Add(NextStep($"s{Text(i)}", steps, depth));
        }

        return new()
        {
            Name = name,
            Steps = [.. steps],
            MaximumParallelSteps = _random.Next(1, 6),
            OnFailure = _random.Next(4) == 0 ? FailureMode.FailFast : FailureMode.Continue,
        };
    }

    private StepDefinition NextStep(string id, List<StepDefinition> former, int depth)
    {
        var after = former.Where(_ => _random.Next(former.Count) < 2).Select(step => step.Id).ToValueList();
        StepDefinition step = _random.Next(12) switch
        {
            0 when depth == 0 => new SubWorkflowStep { Id = id, Definition = Children[_random.Next(Children.Count)].Name },
            1 => new ForEachStep { Id = id, Items = "[1, 2, 3]", MaximumParallelItems = 2, Body = NextCode(id + "-item") },
            2 => new DelayStep { Id = id, Duration = TimeSpan.FromMilliseconds(_random.Next(30)) },
            _ => NextCode(id) with { Retry = _random.Next(3) == 0 ? Quickly : RetryRule.None },
        };
        return step with
        {
            DependsOn = after,
            WhenDependencySkipped = (SkipRule)_random.Next(3),
            Condition = after.Count > 0 && _random.Next(4) == 0
                ? $"steps.{after[0]}.status == 'completed'"
                : _random.Next(15) == 0 ? "1 > 2" : null,
            Compensation = step is CodeStep && _random.Next(5) == 0
                ? new CodeStep { Id = id + "-undo", Code = "work", IsRepeatable = true }
                : null,
        };
    }

    private CodeStep NextCode(string id)
    {
        var code = _random.Next(14) switch { 0 => "fail", 1 or 2 => "fail-once", _ => "work" };
        return new() { Id = id, Code = code, IsRepeatable = _random.Next(2) == 0 };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
