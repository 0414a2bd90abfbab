namespace RepoTickets.Workflows;

/// <summary>How far a workflow is. A value.</summary>
/// <param name="StepCount">How many steps there are.</param>
/// <param name="EndedCount">How many of them have ended.</param>
/// <param name="Remaining">Those that have not, in the order of the definition.</param>
/// <param name="CriticalPath">
/// The chain of steps, each depending on the one before, that takes longest; of equal ones the one with more steps, then the one that comes
/// first in the definition.
/// </param>
/// <param name="CriticalDuration">How long that chain takes.</param>
public sealed record WorkflowProgress(
    int StepCount, int EndedCount, ValueList<string> Remaining, ValueList<string> CriticalPath, TimeSpan CriticalDuration)
{
    /// <summary>
    /// How many steps are done: completed, or skipped; not those that failed, were cancelled or were undone. Default: those that
    /// have ended.
    /// </summary>
    public int DoneCount { get; init; } = EndedCount;

    /// <summary>The share of steps that are done, 0 to 100; 100 when there are none.</summary>
    public double Percentage => StepCount == 0 ? 100 : 100.0 * DoneCount / StepCount;

    /// <summary>The figures. A pure function; thread-safe.</summary>
    /// <param name="definition">The definition. Steps on a cycle, which no valid one has, are on no critical path.</param>
    /// <param name="timings">What is known of its steps; one that is missing has not ended and takes no time.</param>
    public static WorkflowProgress Of(WorkflowDefinition definition, IEnumerable<StepTiming> timings)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(timings);
        var known = new Dictionary<string, StepTiming>(StringComparer.Ordinal);
        foreach (var timing in timings)
        {
            known[timing.Step] = timing;
        }

        var remaining = definition.Steps
            .Select(step => step.Id)
            .Where(id => known.GetValueOrDefault(id) is not { HasEnded: true })
            .ToValueList();
        var (path, duration) = FindLongest(definition, known);
        return new(definition.Steps.Count, definition.Steps.Count - remaining.Count, remaining, path, duration)
        {
            DoneCount = definition.Steps.Count(step => known.GetValueOrDefault(step.Id) is { IsDone: true }),
        };
    }

    private static (ValueList<string> Path, TimeSpan Duration) FindLongest(
        WorkflowDefinition definition, Dictionary<string, StepTiming> known)
    {
        var graph = new StepGraph(definition.Steps);
        var chains = new Chain?[definition.Steps.Count];
        Chain? longest = null;
        foreach (var step in graph.Order)
        {
            Chain? before = null;
            foreach (var dependency in graph.DependenciesOf(step))
            {
                before = Longer(before, chains[dependency]);
            }

            var ticks = Math.Max(0, known.GetValueOrDefault(definition.Steps[step].Id)?.Duration.Ticks ?? 0);
            chains[step] = new(step, before, Add(before?.Ticks ?? 0, ticks), (before?.Length ?? 0) + 1);
            longest = Longer(longest, chains[step]);
        }

        var path = new List<string>();
        for (var chain = longest; chain is not null; chain = chain.Before)
        {
            path.Add(definition.Steps[chain.Step].Id);
        }

        path.Reverse();
        return (path.ToValueList(), TimeSpan.FromTicks(longest?.Ticks ?? 0));
    }

    private static long Add(long one, long other) => one > long.MaxValue - other ? long.MaxValue : one + other;

    private static Chain? Longer(Chain? one, Chain? other)
    {
        if (one is null || other is null)
        {
            return one ?? other;
        }

        var order = (other.Ticks, other.Length, -other.Step).CompareTo((one.Ticks, one.Length, -one.Step));
        return order > 0 ? other : one;
    }

    private sealed record Chain(int Step, Chain? Before, long Ticks, int Length);
}
