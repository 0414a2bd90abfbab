using System.Collections;

namespace RepoTickets.Workflows;

/// <summary>What depends on what: the order in which steps can run, cycles, and all that must have ended before a step.</summary>
internal sealed class StepGraph
{
    private readonly int[][] _dependencies;
    private readonly BitArray?[] _before;

    internal StepGraph(ValueList<StepDefinition> steps)
    {
        Numbers = new(StringComparer.Ordinal);
        for (var i = 0; i < steps.Count; i++)
        {
            Numbers.TryAdd(steps[i].Id, i);
        }

        _dependencies = [.. steps.Select(step =>
            step.DependsOn.Where(Numbers.ContainsKey).Select(id => Numbers[id]).Distinct().ToArray())];
        _before = new BitArray?[steps.Count];
        Order = Sort();
        FindAllBefore();
    }

    /// <summary>The numbers of the steps by their names.</summary>
    internal Dictionary<string, int> Numbers { get; }

    /// <summary>The steps in an order in which each comes after those it depends on; without those on or behind a cycle.</summary>
    internal ValueList<int> Order { get; }

    /// <summary>The steps that one depends on directly, without unknown ones.</summary>
    internal ReadOnlySpan<int> DependenciesOf(int step) => _dependencies[step];

    /// <summary>Whether one step must have ended before another can start; null when a cycle makes the question idle.</summary>
    internal bool? IsBefore(int first, int second) => _before[second]?[first];

    /// <summary>One cycle of each knot, as the steps on it, each depending on the next and the last on the first.</summary>
    internal List<List<int>> Cycles()
    {
        var cycles = new List<List<int>>();
        var isVisited = new bool[_dependencies.Length];
        for (var start = 0; start < _dependencies.Length; start++)
        {
            var walk = new List<int>();
            var onWalk = new HashSet<int>();
            var step = start;

            // Every step on or behind a cycle depends on such a step, so that this walk ends at a step that was seen.
            while (_before[step] is null && !isVisited[step])
            {
                isVisited[step] = true;
                walk.Add(step);
                onWalk.Add(step);
                step = Array.Find(_dependencies[step], next => _before[next] is null);
            }

            if (onWalk.Contains(step))
            {
                var cycle = walk[walk.IndexOf(step)..];
                var first = cycle.IndexOf(cycle.Min());
                cycles.Add([.. cycle[first..], .. cycle[..first]]);
            }
        }

        return cycles;
    }

    private ValueList<int> Sort()
    {
        var waiting = Array.ConvertAll(_dependencies, dependencies => dependencies.Length);
        var dependents = new List<int>[_dependencies.Length];
        for (var i = 0; i < _dependencies.Length; i++)
        {
            foreach (var dependency in _dependencies[i])
            {
                (dependents[dependency] ??= []).Add(i);
            }
        }

        var ready = new PriorityQueue<int, int>();
        for (var i = 0; i < waiting.Length; i++)
        {
            if (waiting[i] == 0)
            {
                ready.Enqueue(i, i);
            }
        }

        var order = new List<int>(_dependencies.Length);
        while (ready.TryDequeue(out var step, out _))
        {
            order.Add(step);
            foreach (var dependent in dependents[step] ?? [])
            {
                if (--waiting[dependent] == 0)
                {
                    ready.Enqueue(dependent, dependent);
                }
            }
        }

        return order.ToValueList();
    }

    private void FindAllBefore()
    {
        foreach (var step in Order)
        {
            var before = new BitArray(_dependencies.Length);
            foreach (var dependency in _dependencies[step])
            {
                before.Or(_before[dependency]!);
                before[dependency] = true;
            }

            _before[step] = before;
        }
    }
}
