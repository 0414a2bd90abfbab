namespace RepoTickets.Batch.Files;

/// <summary>Adds the results of the parts of an import up.</summary>
internal sealed class ImportTotals
{
    private readonly List<BatchResult> _parts = [];
    private readonly List<BatchError> _errors = [];

    internal void Add(BatchResult part) => _parts.Add(part);

    internal void AddError(string reason) => _errors.Add(new(-1, null, "", "", reason));

    internal BatchResult Build(string batchId, bool isDryRun, bool isCancelled, TimeSpan duration)
    {
        var items = new List<BatchItem>();
        foreach (var part in _parts)
        {
            var first = items.Count;
            items.AddRange(part.Items.Select(item => item with { Index = first + item.Index }));
            _errors.AddRange(part.Errors.Select(error => error.Index < 0 ? error : error with { Index = first + error.Index }));
        }

        return new()
        {
            BatchId = batchId,
            Outcome = OutcomeOf(isDryRun, isCancelled),
            IsDryRun = isDryRun,
            Created = Join(static part => part.Created),
            Updated = Join(static part => part.Updated),
            Deleted = Join(static part => part.Deleted),
            Items = items.ToValueList(),
            Errors = _errors.ToValueList(),
            Positions = _parts.SelectMany(static part => part.Positions).ToValueList(),
            Attempts = _parts.Sum(static part => part.Attempts),
            Duration = duration,
        };
    }

    private BatchOutcome OutcomeOf(bool isDryRun, bool isCancelled)
    {
        var last = _parts.Count == 0 ? BatchOutcome.Committed : _parts[^1].Outcome;
        return last == BatchOutcome.Unknown ? BatchOutcome.Unknown
            : isCancelled || last == BatchOutcome.Cancelled ? BatchOutcome.Cancelled
            : isDryRun ? BatchOutcome.Planned
            : _errors.Count == 0 ? BatchOutcome.Committed
            : _parts.Exists(HasDone) ? BatchOutcome.PartlyCommitted
            : BatchOutcome.Refused;
    }

    private static bool HasDone(BatchResult part) =>
        part.Positions.Count > 0 || part.Items.Any(static item => item.Status == BatchItemStatus.Unchanged);

    private ValueList<DocumentKey> Join(Func<BatchResult, ValueList<DocumentKey>> of) => _parts.SelectMany(of).ToValueList();
}
