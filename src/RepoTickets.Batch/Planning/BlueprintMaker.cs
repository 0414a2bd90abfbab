namespace RepoTickets.Batch.Planning;

/// <summary>Orders the operations of a batch and folds those on one document.</summary>
internal sealed class BlueprintMaker
{
    private readonly IReadOnlyList<BatchOperation> _operations;
    private readonly List<BatchError> _errors = [];
    private readonly HashSet<int> _wrong = [];
    private readonly Dictionary<DocumentKey, int> _creations = [];
    private readonly HashSet<int>[] _needs;

    private BlueprintMaker(IReadOnlyList<BatchOperation> operations)
    {
        _operations = operations;
        _needs = new HashSet<int>[operations.Count];
    }

    internal static Blueprint Make(IReadOnlyList<BatchOperation> operations) => new BlueprintMaker(operations).Make();

    private Blueprint Make()
    {
        FindCreations();
        for (var i = 0; i < _operations.Count; i++)
        {
            _needs[i] = NeedsOf(i);
        }

        KeepOrderOnEachDocument();
        var order = Sort(out var isCyclic);
        var unitOf = new int[_operations.Count];
        var units = Fold(order, unitOf);
        var creators = new Dictionary<DocumentKey, int>();
        foreach (var (key, operation) in _creations)
        {
            if (unitOf[operation] is var unit and not Blueprint.NoUnit && units[unit].Shape == UnitShape.Create)
            {
                creators.Add(key, unit);
            }
        }

        return new()
        {
            Operations = _operations,
            Order = order,
            Units = units,
            UnitOf = unitOf,
            Needs = _needs,
            Errors = _errors,
            IsCyclic = isCyclic,
            Creators = creators,
        };
    }

    private void FindCreations()
    {
        for (var i = 0; i < _operations.Count; i++)
        {
            if (_operations[i] is CreateOperation { Document.Key: { Id.Length: > 0 } key } && !_creations.TryAdd(key, i))
            {
                Refuse(
                    i,
                    $"Operation {_creations[key]} creates {DisplayText.Escape(key.ToString())} already; a batch creates a document once.");
            }
        }
    }

    private HashSet<int> NeedsOf(int index)
    {
        var needs = new HashSet<int>();
        var operation = _operations[index];
        foreach (var need in operation.DependsOn ?? [])
        {
            if (need < 0 || need >= _operations.Count)
            {
                Refuse(index, $"It depends on operation {need}, and there is none: the batch has {_operations.Count}, counted from 0.");
            }
            else
            {
                needs.Add(need);
            }
        }

        if (operation is UpdateOperation or DeleteOperation && operation.Key is { } key && _creations.TryGetValue(key, out var creation))
        {
            if (operation is DeleteOperation && creation > index && !IsPlaceholder(key))
            {
                Refuse(
                    index,
                    $"It deletes {key}, which operation {creation} creates afterwards. Update the document instead, or use two batches.");
            }

            needs.Add(creation);
        }

        return needs;
    }

    /// <summary>Operations on one document stay in the order in which they were given, unless they themselves say otherwise.</summary>
    private void KeepOrderOnEachDocument()
    {
        var latest = new Dictionary<DocumentKey, int>();
        for (var i = 0; i < _operations.Count; i++)
        {
            if (_operations[i] is not (UpdateOperation or DeleteOperation) || _operations[i].Key is not { Id.Length: > 0 } key)
            {
                continue;
            }

            if (latest.TryGetValue(key, out var before) && !_needs[before].Contains(i))
            {
                _needs[i].Add(before);
            }

            latest[key] = i;
        }
    }

    private List<int> Sort(out bool isCyclic)
    {
        isCyclic = false;
        var order = new List<int>(_operations.Count);
        foreach (var group in DependencyOrder.Sort(_needs))
        {
            order.AddRange(group);
            if (DependencyOrder.FindCycle(group, _needs) is { } cycle)
            {
                isCyclic = true;
                Refuse(cycle[0], $"Operations wait for each other: {string.Join(" needs ", cycle)}. Remove one of these dependencies.");
            }
        }

        return order;
    }

    private List<DocumentUnit> Fold(List<int> order, int[] unitOf)
    {
        var units = new List<DocumentUnit>();
        var byKey = new Dictionary<DocumentKey, int>();
        Array.Fill(unitOf, Blueprint.NoUnit);
        foreach (var index in order)
        {
            if (_operations[index] is not { Key: { } key } operation || _wrong.Contains(index))
            {
                continue;
            }

            if (key.Id.Length == 0 && operation is not CreateOperation)
            {
                Refuse(index, "It names no document: the identifier is unassigned.");
                continue;
            }

            var isKnown = byKey.TryGetValue(key, out var unit);
            if (key.Id.Length == 0 || !isKnown)
            {
                unit = units.Count;
                units.Add(new(key) { Shape = ShapeOf(operation) });
                byKey[key] = unit;
            }
            else if (!TryContinue(units[unit], index, operation))
            {
                continue;
            }

            units[unit].Operations.Add(index);
            unitOf[index] = unit;
        }

        return units;
    }

    private bool TryContinue(DocumentUnit unit, int index, BatchOperation operation)
    {
        switch (unit.Shape, operation)
        {
            case (UnitShape.Create or UnitShape.Update, UpdateOperation):
                return true;
            case (UnitShape.Create, DeleteOperation):
                unit.Shape = UnitShape.Nothing;
                return true;
            case (UnitShape.Update, DeleteOperation):
                unit.Shape = UnitShape.Delete;
                return true;
            default:
                Refuse(
                    index,
                    $"Operation {unit.Operations[^1]} has deleted {DisplayText.Escape(unit.Key.ToString())}; " +
                    "nothing can be done to it afterwards.");
                return false;
        }
    }

    private static UnitShape ShapeOf(BatchOperation operation) => operation switch
    {
        CreateOperation => UnitShape.Create,
        UpdateOperation => UnitShape.Update,
        _ => UnitShape.Delete,
    };

    private static bool IsPlaceholder(DocumentKey key) => key.Id.StartsWith('?');

    private void Refuse(int index, string reason)
    {
        _wrong.Add(index);
        _errors.Add(Describing.Error(index, _operations[index], reason));
    }
}
