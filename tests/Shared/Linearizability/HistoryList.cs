namespace RepoTickets.Tests.Linearizability;

/// <summary>One end of an operation in a <see cref="HistoryList{TOperation}"/>.</summary>
internal sealed class HistoryEvent<TOperation>(int index, TimedOperation<TOperation> source)
{
    /// <summary>The number of the operation in the history.</summary>
    internal int Index { get; } = index;

    internal TOperation Operation => source.Operation;

    /// <summary>The end that belongs to this beginning; null in an end.</summary>
    internal HistoryEvent<TOperation>? End { get; init; }

    /// <summary>In an end: the answer never came, so the operation need not have happened.</summary>
    internal bool IsUnknown => source.Returned is null;

    internal HistoryEvent<TOperation>? Previous { get; set; }

    internal HistoryEvent<TOperation>? Next { get; set; }
}

/// <summary>
/// The beginnings and ends of a history in the order of time, linked so that an operation is taken out and put back in two steps.
/// </summary>
internal sealed class HistoryList<TOperation>
{
    private readonly HistoryEvent<TOperation> _head;

    internal HistoryList(IReadOnlyList<TimedOperation<TOperation>> history)
    {
        var events = new List<(long Time, int Rank, HistoryEvent<TOperation> Event)>(history.Count * 2);
        for (var i = 0; i < history.Count; i++)
        {
            var end = new HistoryEvent<TOperation>(i, history[i]);

            // At the same instant beginnings come first: that two calls overlap may only be believed, not that they do not.
            events.Add((history[i].Invoked, 0, new(i, history[i]) { End = end }));
            events.Add((history[i].Returned ?? long.MaxValue, 1, end));
        }

        _head = new(-1, new(default!, 0, 0));
        var last = _head;
        foreach (var (_, _, current) in events.OrderBy(static item => item.Time).ThenBy(static item => item.Rank))
        {
            last.Next = current;
            current.Previous = last;
            last = current;
        }
    }

    internal HistoryEvent<TOperation>? First => _head.Next;

    internal static void TakeOut(HistoryEvent<TOperation> beginning)
    {
        Unlink(beginning);
        Unlink(beginning.End!);
    }

    internal static void PutBack(HistoryEvent<TOperation> beginning)
    {
        Link(beginning.End!);
        Link(beginning);
    }

    private static void Unlink(HistoryEvent<TOperation> item)
    {
        item.Previous!.Next = item.Next;
        item.Next?.Previous = item.Previous;
    }

    private static void Link(HistoryEvent<TOperation> item)
    {
        item.Previous!.Next = item;
        item.Next?.Previous = item;
    }
}
