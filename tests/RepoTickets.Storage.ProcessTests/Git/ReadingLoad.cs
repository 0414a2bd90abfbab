namespace RepoTickets.Storage.ProcessTests.Git;

/// <summary>Threads that read tickets which exist in both branches, and note every answer that is right for neither.</summary>
internal sealed class ReadingLoad : IAsyncDisposable
{
    private readonly TwoBranches _branches;
    private readonly ITicketStore _store;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _tasks = [];
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _wrong = new();
    private long _reads;
    private long _queries;

    internal ReadingLoad(TwoBranches branches, ITicketStore store, int threads)
    {
        _branches = branches;
        _store = store;
        for (var i = 0; i < threads; i++)
        {
            var random = new Random(i);
            _tasks.Add(Task.Run(() => ReadAsync(random)));
        }

        _tasks.Add(Task.Run(QueryAsync));
    }

    internal long Reads => Volatile.Read(ref _reads);

    internal long Queries => Volatile.Read(ref _queries);

    internal IReadOnlyCollection<string> Wrong => _wrong;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_tasks);
        _stopping.Dispose();
    }

    private async Task ReadAsync(Random random)
    {
        while (!_stopping.IsCancellationRequested)
        {
            var id = _branches.InBoth[random.Next(_branches.InBoth.Count)];
            try
            {
                var ticket = await _store.GetAsync(id);
                if (ticket is null)
                {
                    _wrong.Enqueue($"{id} was reported as deleted");
                }
                else if (!_branches.Contents.Values.Any(branch => branch[id.Value].Description == ticket.Description))
                {
                    _wrong.Enqueue($"{id} was read with a text of neither branch: {ticket.Description}");
                }
            }
            catch (RepoTicketsException exception)
            {
                _wrong.Enqueue($"{id} was reported as corrupt: {exception.Message}");
            }

            if (Interlocked.Increment(ref _reads) % 16 == 0)
            {
                // Two cores: git needs one of them now and then.
                await Task.Delay(1);
            }
        }
    }

    private async Task QueryAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var found = (await _store.QueryAsync(new TicketQuery { Take = 10_000 })).Tickets.Select(static ticket => ticket.Id).ToHashSet();
            foreach (var id in _branches.InBoth.Where(id => !found.Contains(id)))
            {
                _wrong.Enqueue($"{id} was missing from a query");
            }

            foreach (var fault in await _store.GetFaultsAsync())
            {
                _wrong.Enqueue($"a fault was reported: {fault}");
            }

            Interlocked.Increment(ref _queries);
            await Task.Delay(2);
        }
    }
}
