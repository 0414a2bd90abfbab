using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Memory;

/// <summary>
/// The code of one workflow that runs, with what stops it. Used under the gate of the workflow. A list that is searched: nearly always
/// there is one entry, and an item that has been given up and begun again is another one than before.
/// </summary>
internal sealed class MemoryCode
{
    private readonly List<(UnitState Unit, CancellationTokenSource Stop)> _running = new(1);

    internal int Count => _running.Count;

    internal IEnumerable<CancellationTokenSource> Stops => _running.Select(static code => code.Stop);

    internal void Add(UnitState unit, CancellationTokenSource stop) => _running.Add((unit, stop));

    /// <summary>Forgets code that has ended.</summary>
    internal void Remove(CancellationTokenSource stop)
    {
        for (var i = 0; i < _running.Count; i++)
        {
            if (ReferenceEquals(_running[i].Stop, stop))
            {
                _running.RemoveAt(i);
                return;
            }
        }
    }

    /// <summary>Forgets the code of a step; null when none runs.</summary>
    internal CancellationTokenSource? Take(UnitState unit)
    {
        for (var i = 0; i < _running.Count; i++)
        {
            if (ReferenceEquals(_running[i].Unit, unit))
            {
                var stop = _running[i].Stop;
                _running.RemoveAt(i);
                return stop;
            }
        }

        return null;
    }
}
