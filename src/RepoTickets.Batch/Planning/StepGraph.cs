namespace RepoTickets.Batch.Planning;

/// <summary>
/// The steps of a best-effort batch (documents and custom operations) and which of them need which: because an operation says so, or
/// because a document refers to one that the batch creates. Documents that refer to each other form one group and are committed together.
/// </summary>
internal sealed class StepGraph
{
    private readonly Blueprint _blueprint;
    private readonly int[] _stepOf;

    internal StepGraph(Blueprint blueprint, PlannedUnit[] planned)
    {
        _blueprint = blueprint;
        _stepOf = new int[blueprint.Operations.Count];
        Customs = [.. blueprint.Order.Where(index => blueprint.Operations[index] is CustomOperation)];
        Array.Fill(_stepOf, Blueprint.NoUnit);
        for (var i = 0; i < _stepOf.Length; i++)
        {
            _stepOf[i] = blueprint.UnitOf[i];
        }

        for (var i = 0; i < Customs.Count; i++)
        {
            _stepOf[Customs[i]] = planned.Length + i;
        }

        var needs = new HashSet<int>[planned.Length + Customs.Count];
        var spoilt = new int[needs.Length];
        Array.Fill(spoilt, -1);
        for (var i = 0; i < needs.Length; i++)
        {
            needs[i] = [];
        }

        AddOperationNeeds(needs, spoilt);
        AddReferences(planned, needs);
        (Needs, SpoiltBy) = (needs, spoilt);
        Groups = DependencyOrder.Sort(InOrderOfOperations(needs, out var places)).ConvertAll(
            group => Array.ConvertAll(group, place => places[place]));
    }

    /// <summary>The custom operations; step number units + i is the i-th.</summary>
    internal IReadOnlyList<int> Customs { get; }

    /// <summary>For each step, those that it needs.</summary>
    internal IReadOnlyList<IReadOnlyCollection<int>> Needs { get; }

    /// <summary>For each step, an operation that it needs and that is wrong in itself; -1 for none.</summary>
    internal IReadOnlyList<int> SpoiltBy { get; }

    /// <summary>All steps, each group after those that it needs.</summary>
    internal IReadOnlyList<int[]> Groups { get; }

    private void AddOperationNeeds(HashSet<int>[] needs, int[] spoilt)
    {
        for (var i = 0; i < _stepOf.Length; i++)
        {
            if (_stepOf[i] is var step and not Blueprint.NoUnit)
            {
                foreach (var need in _blueprint.Needs[i])
                {
                    if (_stepOf[need] == Blueprint.NoUnit)
                    {
                        spoilt[step] = need;
                    }
                    else if (_stepOf[need] != step)
                    {
                        needs[step].Add(_stepOf[need]);
                    }
                }
            }
        }
    }

    private void AddReferences(PlannedUnit[] planned, HashSet<int>[] needs)
    {
        for (var i = 0; i < planned.Length && _blueprint.Creators.Count > 0; i++)
        {
            if (planned[i] is not { IsWrong: false, After: { } after })
            {
                continue;
            }

            foreach (var reference in DocumentReferences.Of(after))
            {
                if (_blueprint.Creators.TryGetValue(reference.To, out var creator) && creator != i)
                {
                    needs[i].Add(creator);
                }
            }
        }
    }

    /// <summary>Renumbers the steps by their first operations, because ordering is stable by number.</summary>
    private List<IReadOnlyCollection<int>> InOrderOfOperations(HashSet<int>[] needs, out int[] places)
    {
        var seen = new Dictionary<int, int>();
        var order = new List<int>();
        foreach (var index in _blueprint.Order)
        {
            if (_stepOf[index] is var step and not Blueprint.NoUnit && seen.TryAdd(step, order.Count))
            {
                order.Add(step);
            }
        }

        places = [.. order];
        return order.ConvertAll(step => (IReadOnlyCollection<int>)needs[step].Select(need => seen[need]).Order().ToArray());
    }
}
