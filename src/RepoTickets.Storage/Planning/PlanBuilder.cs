using RepoTickets.Storage.Journal;

namespace RepoTickets.Storage.Planning;

/// <summary>Collects what a change set will write.</summary>
internal sealed class PlanBuilder(GroupState group)
{
    private readonly List<FileChange> _files = [];
    private readonly Dictionary<string, Document> _documents = new(StringComparer.Ordinal);
    private readonly List<Document?> _results = [];
    private long _weight;

    internal void Add(in PlannedStep step)
    {
        for (var i = 0; i < step.Files.Count; i++)
        {
            AddFile(step.Files[i], i == step.Files.Count - 1 ? step.Document : null);
        }

        _results.Add(step.Document);
    }

    internal void AddFile(FileChange change, Document? document)
    {
        _files.Add(change);
        _weight += change.Weight;
        if (document is not null && !_documents.TryAdd(change.AfterPath!, document))
        {
            throw new InvalidChangeSetException(
                $"The change set would write {change.AfterPath} twice: two of its documents have the identifier {document.Key.Id}.");
        }
    }

    /// <param name="changes">The change set.</param>
    /// <param name="state">The group.</param>
    /// <param name="resultCount">How many answers the caller awaits; what was added for cleaning comes behind them.</param>
    /// <param name="maximumWeight">The largest weight in bytes.</param>
    internal PlannedCommit Build(ChangeSet changes, GroupState state, int resultCount, long maximumWeight)
    {
        if (_weight > maximumWeight)
        {
            throw new InvalidChangeSetException(
                $"The files of the change set come to {_weight:N0} bytes before and after; at most {maximumWeight:N0} are allowed. " +
                $"Split it.");
        }

        var results = _results.GetRange(0, resultCount);
        return _files.Count == 0 ? new(null, _documents, results) : new(Commit(changes, state), _documents, results);
    }

    private JournalCommit Commit(ChangeSet changes, GroupState state) => new()
    {
        Position = group.Position + 1,
        CommittedAtMicroseconds = state.NowMicroseconds,
        Source = changes.Source,
        CorrelationId = changes.CorrelationId,
        CausationId = changes.CausationId,
        IsBuffered = state.IsBuffered,
        FilesMayFollow = changes.FilesMayFollow,
        Changes = _files,
    };
}
