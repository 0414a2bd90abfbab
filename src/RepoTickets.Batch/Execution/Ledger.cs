using RepoTickets.Batch.Fields;
using RepoTickets.Batch.Planning;

namespace RepoTickets.Batch.Execution;

/// <summary>Keeps the books of a batch: what became of each operation, and what is really committed.</summary>
internal sealed class Ledger(IReadOnlyList<BatchOperation> operations)
{
    private readonly BatchItemStatus[] _statuses = NewStatuses(operations.Count);
    private readonly DocumentKey?[] _keys = new DocumentKey?[operations.Count];
    private readonly ValueList<string>?[] _fields = new ValueList<string>?[operations.Count];
    private readonly List<BatchError> _errors = [];
    private readonly List<DocumentKey> _created = [];
    private readonly List<DocumentKey> _updated = [];
    private readonly List<DocumentKey> _deleted = [];
    private readonly List<long> _positions = [];

    internal int Attempts { get; set; }

    internal bool HasErrors => _errors.Count > 0;

    internal bool HasCommits => _positions.Count > 0;

    internal bool IsAnythingDone => Array.Exists(_statuses, static status => status is BatchItemStatus.Done or BatchItemStatus.Unchanged);

    internal int DoneCount => _statuses.Count(static status => status is not BatchItemStatus.NotDone);

    /// <summary>The position of the first commit; 0 before there is one.</summary>
    internal long FirstPosition => _positions.Count == 0 ? 0 : _positions[0];

    internal BatchItemStatus StatusOf(int index) => _statuses[index];

    internal void SetStatus(int index, BatchItemStatus status) => _statuses[index] = status;

    internal void AddError(BatchError error)
    {
        _errors.Add(error);
        if (error.Index >= 0)
        {
            _statuses[error.Index] = BatchItemStatus.Failed;
        }
    }

    internal void AddErrors(IEnumerable<BatchError> errors)
    {
        foreach (var error in errors)
        {
            AddError(error);
        }
    }

    /// <summary>An error of the whole batch.</summary>
    internal void AddError(string reason) => AddError(new BatchError(-1, null, "", "", reason));

    /// <summary>Everything of a unit is in this state; operations that failed by themselves keep that.</summary>
    internal void SetUnit(DocumentUnit unit, BatchItemStatus status, DocumentKey? key = null)
    {
        foreach (var index in unit.Operations)
        {
            _keys[index] = key ?? _keys[index];
            if (_statuses[index] != BatchItemStatus.Failed)
            {
                _statuses[index] = status;
            }
        }
    }

    /// <summary>Says what a unit would do.</summary>
    internal void Preview(PlannedUnit planned, DocumentChange? change)
    {
        DocumentKey? key = planned.Unit.Key.Id is ['?', ..] or "" ? null : planned.Unit.Key;
        SetUnit(planned.Unit, change is null ? BatchItemStatus.Unchanged : BatchItemStatus.Planned, key);
        NoteFields(planned);
    }

    /// <summary>A unit is committed, or nothing had to be written for it.</summary>
    /// <param name="planned">What was planned.</param>
    /// <param name="stored">The document as it is in the store; null for a deletion.</param>
    internal void Settle(PlannedUnit planned, Document? stored)
    {
        var unit = planned.Unit;
        var isUnchanged = unit.Shape == UnitShape.Nothing || (unit.Shape == UnitShape.Update && stored!.Version == planned.Before!.Version);
        DocumentKey? key = unit.Shape == UnitShape.Nothing ? null : stored?.Key ?? unit.Key;
        SetUnit(unit, isUnchanged ? BatchItemStatus.Unchanged : BatchItemStatus.Done, key);
        if (isUnchanged)
        {
            return;
        }

        NoteFields(planned);
        (unit.Shape switch { UnitShape.Create => _created, UnitShape.Update => _updated, _ => _deleted }).Add(key!.Value);
    }

    internal void AddPosition(long position)
    {
        if (position > 0)
        {
            _positions.Add(position);
        }
    }

    internal BatchResult Build(string batchId, BatchOutcome outcome, bool isDryRun, TimeSpan duration) => new()
    {
        BatchId = batchId,
        Outcome = outcome,
        IsDryRun = isDryRun,
        Created = _created.ToValueList(),
        Updated = _updated.ToValueList(),
        Deleted = _deleted.ToValueList(),
        Items = operations.Select((operation, index) => new BatchItem(
            index, operation.Kind, _statuses[index], operation.Key, _keys[index], _fields[index] ?? [])).ToValueList(),
        Errors = _errors.OrderBy(static error => error.Index).ToValueList(),
        Positions = _positions.ToValueList(),
        Attempts = Attempts,
        Duration = duration,
    };

    private void NoteFields(PlannedUnit planned)
    {
        if (planned is { Before: Ticket before, After: Ticket after })
        {
            var fields = TicketFields.Table.Difference(before, after);
            foreach (var index in planned.Unit.Operations)
            {
                _fields[index] = fields;
            }
        }
    }

    private static BatchItemStatus[] NewStatuses(int count)
    {
        var statuses = new BatchItemStatus[count];
        Array.Fill(statuses, BatchItemStatus.NotDone);
        return statuses;
    }
}
