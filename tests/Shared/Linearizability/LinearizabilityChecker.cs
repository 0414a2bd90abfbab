namespace RepoTickets.Tests.Linearizability;

/// <summary>
/// Says whether a history can be explained by operations that each happened at one instant between their beginning and their end. The
/// search of Wing and Gong with the memory of Lowe: orders that lead to the same set of operations in the same state are tried once.
/// </summary>
internal static class LinearizabilityChecker
{
    /// <summary>Null when the history is linearizable; else the operation that no order explains, the latest that was reached.</summary>
    internal static TimedOperation<TOperation>? FindViolation<TState, TOperation>(
        ISequentialModel<TState, TOperation> model, IReadOnlyList<TimedOperation<TOperation>> history)
        where TState : notnull
    {
        var list = new HistoryList<TOperation>(history);
        var done = new OperationSet(history.Count);
        var seen = new HashSet<(OperationSet Done, TState State)>();
        var steps = new Stack<(HistoryEvent<TOperation> Beginning, TState Before)>();
        var state = model.Initial;
        var current = list.First;
        var furthest = 0;
        var stuck = -1;
        while (current is not null)
        {
            if (current.End is null)
            {
                if (current.IsUnknown)
                {
                    // Ends that never came stand last: everything that was answered is explained.
                    return null;
                }

                if (steps.Count >= furthest)
                {
                    furthest = steps.Count;
                    stuck = current.Index;
                }

                if (!steps.TryPop(out var step))
                {
                    return history[stuck];
                }

                done.Remove(step.Beginning.Index);
                state = step.Before;
                HistoryList<TOperation>.PutBack(step.Beginning);
                current = step.Beginning.Next;
                continue;
            }

            if (model.TryApply(state, current.Operation, out var next) && seen.Add((done.With(current.Index), next)))
            {
                steps.Push((current, state));
                done.Add(current.Index);
                state = next;
                HistoryList<TOperation>.TakeOut(current);
                current = list.First;
            }
            else
            {
                current = current.Next;
            }
        }

        return null;
    }
}
