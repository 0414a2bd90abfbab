using RepoTickets.Batch.Tests.Support;

namespace RepoTickets.Batch.Tests.Properties;

/// <summary>One random batch, run and checked.</summary>
internal sealed class PropertyRun : IDisposable
{
    private const string OthersSource = "others";

    private readonly ITicketStore _store;
    private readonly IBatchExecutor _executor;
    private readonly Dictionary<string, Ticket> _model;
    private readonly Random _random;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly RandomBatch _batch;
    private readonly string? _victim;
    private readonly bool _mustSucceed;
    private readonly Dictionary<string, Ticket> _before;
    private readonly int _commitOfFault;
    private int _commits;
    private bool _hasInterfered;
    private BatchResult? _result;

    internal PropertyRun(ITicketStore store, Dictionary<string, Ticket> model, Random random)
    {
        _store = store;
        _random = random;
        _model = new(model);
        _before = new(model);
        _commitOfFault = random.Next(3);
        var faults = Enum.GetValues<Fault>();
        _batch = new(random, model, random.Next(3) == 0 ? Fault.None : faults[random.Next(faults.Length)], _cancellation);
        var touched = _batch.Steps.Select(static step => step.Operation.Key?.Id ?? "")
            .Where(model.ContainsKey)
            .Order(StringComparer.Ordinal)
            .ToList();
        _victim = touched.Count == 0 ? model.Keys.Order(StringComparer.Ordinal).FirstOrDefault() : touched[random.Next(touched.Count)];
        _mustSucceed = Oracle.MustSucceed(_batch, _model);
        var interfering = new InterferingStore(store) { BeforeCommit = InterfereAsync, AfterCommit = AfterCommitAsync };
        _executor = BatchExecutor.Create(interfering, new() { ChunkSize = random.Next(1, 6), MaximumAttempts = 3 });
    }

    internal string Describe() =>
        $"{_batch.Batch.Mode} {_batch.Batch.ConflictPolicy} {_batch.Fault} victim {_victim}\n"
        + string.Join(
            '\n', _batch.Steps.Select(
                static (step, index) => $"  #{index} {step.Operation.Kind} {step.Operation.Key} needs {step.Operation.DependsOn}"))
        +
        $"\n{_result?.Outcome}\n  {string.Join("\n  ", _result?.Errors ?? [])}\n  {string.Join("\n  ", _result?.Items ?? [])}\n  log " +
        $"{string.Join(' ', _batch.Log)}";

    internal async Task<Dictionary<string, Ticket>> RunAsync()
    {
        var position = await _store.Feed.GetPositionAsync();
        if (_batch.Fault == Fault.CancelBefore)
        {
            await _cancellation.CancelAsync();
        }

        _result = await _executor.ExecuteAsync(_batch.Batch, cancellationToken: _cancellation.Token);
        var isAtomic = _batch.Batch.Mode == BatchMode.Atomic;
        Apply(_result);
        await CheckStoreAsync();
        await CheckFeedAsync(_result, position);
        CheckBooks(_result, isAtomic);
        CheckCustoms(_result, isAtomic);
        CheckExpectation(_result, isAtomic);
        return await TemporaryStore.ReadAllAsync(_store);
    }

    public void Dispose() => _cancellation.Dispose();

    private async Task InterfereAsync(ChangeSet changes)
    {
        // A batch in parts makes several commits, and any of them may meet the fault. An atomic one makes one.
        if (_hasInterfered || _commits++ < (_batch.Batch.Mode == BatchMode.Atomic ? 0 : _commitOfFault))
        {
            return;
        }

        _hasInterfered = true;
        switch (_batch.Fault)
        {
            case Fault.OthersChange when _victim is not null && await IsAsItWasAsync(_victim):
                var changed = _model[_victim] with { Description = $"by others {_random.Next()}" };
                changed = _random.Next(2) == 0 ? changed with { Assignee = "others" } : changed;
                _model[_victim] = changed;
                await _store.CommitAsync(new(DocumentChange.Update(changed)) { Source = OthersSource });
                break;
            case Fault.OthersDelete when _victim is not null && await IsAsItWasAsync(_victim) &&
                !(await TemporaryStore.ReadAllAsync(_store)).Values.Any(ticket => Refers(ticket, _victim)):
                await _store.CommitAsync(new(DocumentChange.Delete(_model[_victim])) { Source = OthersSource });
                _model.Remove(_victim);
                break;
            case Fault.CommitRefused:
                throw new InvalidChangeSetException("Injected.");
            case Fault.StoreFails:
                throw new StoreIoException("Injected: no space left.", "open", 28);
            case Fault.CancelAtCommit:
                await _cancellation.CancelAsync();
                break;
        }
    }

    /// <summary>No earlier part of this batch has touched it.</summary>
    private async Task<bool> IsAsItWasAsync(string id) => Equals(await _store.GetAsync(TicketId.Parse(id)), _before.GetValueOrDefault(id));

    private async Task AfterCommitAsync(CommitResult result)
    {
        if (!_hasInterfered)
        {
            return;
        }

        if (_batch.Fault == Fault.ThrowsAfterCommit)
        {
            throw new IOException("Injected after the commit.");
        }

        if (_batch.Fault == Fault.CancelAfterCommit)
        {
            await _cancellation.CancelAsync();
        }
    }

    /// <summary>Does to the model what the result says was done, by the meaning of the operations.</summary>
    private void Apply(BatchResult result)
    {
        var names = result.Items.Where(
            static item => item is { Kind: BatchOperationKind.Create, Status: BatchItemStatus.Done, Requested.Id: ['?', ..] })
            .ToDictionary(static item => item.Requested!.Value, static item => item.Key!.Value.Id);
        foreach (var item in result.Items.OrderBy(static item => item.Kind != BatchOperationKind.Create))
        {
            if (item.Status is not (BatchItemStatus.Done or BatchItemStatus.Unchanged) || item.Key is not { } key)
            {
                continue;
            }

            switch (item.Kind)
            {
                case BatchOperationKind.Create:
                    Assert.False(_model.ContainsKey(key.Id), $"{key} was there already.");
                    _model[key.Id] = (Ticket)DocumentReferences.Replace(
                        ((CreateOperation)_batch.Steps[item.Index].Operation).Document, names) with { Id = TicketId.Parse(key.Id) };
                    break;
                case BatchOperationKind.Update when _model.TryGetValue(key.Id, out var ticket):
                    _model[key.Id] = (Ticket)DocumentReferences.Replace(_batch.Steps[item.Index].Change!(ticket), names);
                    break;
                case BatchOperationKind.Delete:
                    _model.Remove(key.Id);
                    break;
            }
        }
    }

    private async Task CheckStoreAsync()
    {
        var stored = await TemporaryStore.ReadAllAsync(_store);
        Assert.Equal(_model.Keys.Order(StringComparer.Ordinal), stored.Keys.Order(StringComparer.Ordinal));
        foreach (var (id, expected) in _model)
        {
            Assert.Equal(expected with { CreatedAt = stored[id].CreatedAt, UpdatedAt = stored[id].UpdatedAt }, stored[id]);
        }
    }

    private async Task CheckFeedAsync(BatchResult result, long position)
    {
        var all = await _store.Feed.ReadAsync(position, 10_000);
        EventDifference.Check(_before, await TemporaryStore.ReadAllAsync(_store), all);
        var commits = all.Where(static commit => commit.Source != OthersSource).ToList();
        Assert.Equal(result.Positions, commits.Select(static commit => commit.Position));
        Assert.All(commits, commit => Assert.Equal(result.BatchId, commit.CorrelationId));
        var changes = commits.SelectMany(static commit => commit.Changes).ToList();
        Assert.Equal(Sorted(changes.Where(static c => c.Before is null).Select(static c => c.Key)), Sorted(result.Created));
        Assert.Equal(
            Sorted(changes.Where(static c => c is { Before: not null, After: not null }).Select(static c => c.Key)),
            Sorted(result.Updated));
        Assert.Equal(Sorted(changes.Where(static c => c.After is null).Select(static c => c.Key)), Sorted(result.Deleted));
    }

    private static void CheckBooks(BatchResult result, bool isAtomic)
    {
        var done = result.Items.Count(static item => item.Status is BatchItemStatus.Done or BatchItemStatus.Unchanged);
        if (isAtomic)
        {
            Assert.True(done == 0 || done == result.Items.Count, "Neither all nor nothing.");
            Assert.True(result.Positions.Count <= 1);
        }

        Assert.Equal(result.Success, result.Outcome == BatchOutcome.Committed);
        Assert.Equal(result.Success, done == result.Items.Count && result.Errors.Count == 0);
        Assert.All(
            result.Items.Where(static item => item.Status == BatchItemStatus.Failed),
            item => Assert.Contains(result.Errors, error => error.Index == item.Index || error.Index < 0));
    }

    private void CheckCustoms(BatchResult result, bool isAtomic)
    {
        if (!isAtomic)
        {
            return;
        }

        var applied = _batch.Log.Where(static entry => entry[0] == '+').Select(static entry => entry[1..]).ToList();
        var undone = _batch.Log.Where(static entry => entry[0] == '-').Select(static entry => entry[1..]).ToList();
        Assert.Equal(result.Success ? [] : Enumerable.Reverse(applied), undone);
        if (_batch.Fault == Fault.UndoThrows && undone.Count > 0)
        {
            Assert.Contains(result.Errors, static error => error.Reason.Contains("undo failed", StringComparison.Ordinal));
        }
    }

    /// <summary>What must fail fails; what must not, does not.</summary>
    private void CheckExpectation(BatchResult result, bool isAtomic)
    {
        foreach (var item in result.Items)
        {
            Assert.False(
                _batch.Steps[item.Index].IsWrong && item.Status is BatchItemStatus.Done or BatchItemStatus.Unchanged,
                $"#{item.Index} is wrong and was done.");
        }

        if (_batch.Steps.Any(static step => step.IsWrong) ||
            (isAtomic && _hasInterfered && _batch.Fault is Fault.CommitRefused or Fault.StoreFails))
        {
            Assert.False(result.Success);
        }

        if (_batch.Fault == Fault.CancelBefore)
        {
            Assert.Equal(BatchOutcome.Cancelled, result.Outcome);
            Assert.Empty(result.Positions);
        }

        if (isAtomic && _batch.Fault is Fault.None or Fault.ThrowsAfterCommit or Fault.CancelAfterCommit)
        {
            Assert.Contains(result.Outcome, (BatchOutcome[])[BatchOutcome.Committed, BatchOutcome.Refused, BatchOutcome.RolledBack]);
            var isCyclic = result.Errors.Any(static error => error.Reason.Contains("wait for each other", StringComparison.Ordinal));
            Assert.True(isCyclic || result.Success == _mustSucceed, _mustSucceed ? "It must succeed." : "It must not succeed.");
        }
    }

    private static bool Refers(Ticket ticket, string id) => DocumentReferences.Of(ticket).Any(reference => reference.To.Id == id);

    private static IEnumerable<string> Sorted(IEnumerable<DocumentKey> keys) =>
        keys.Select(static key => key.ToString()).Order(StringComparer.Ordinal);
}
