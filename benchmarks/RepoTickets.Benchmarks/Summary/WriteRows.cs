using RepoTickets.Batch;
using RepoTickets.Benchmarks.Data;
using RepoTickets.Storage;
using RepoTickets.Workflows;

namespace RepoTickets.Benchmarks.Summary;

/// <summary>
/// A batch of 100 and the assignment of 20 tasks, each as one commit against one by one; all of it flushed when the call returns.
/// </summary>
internal static class WriteRows
{
    private const int BatchSize = 100;
    private const int TaskCount = 20;
    private const int Rounds = 15;

    // Until all of it is compiled for good.
    private const int WarmUps = 30;

    internal static async IAsyncEnumerable<SummaryRow> RunAsync()
    {
        yield return await BatchAsync();
        yield return await AssignmentAsync();
    }

    private static async Task<SummaryRow> BatchAsync()
    {
        await using var together = await OpenAsync();
        await using var alone = await OpenAsync();
        var executor = BatchExecutor.Create(together);
        List<Ticket> tickets = [.. SyntheticTickets.Make(BatchSize).Select(static ticket => ticket with { Id = default })];
        Contender ours = new("one batch", 1, async _ =>
            (await executor.ExecuteAsync(new TicketBatch(tickets.Select(BatchOperation.Create)))).ThrowIfFailed());
        Contender baseline = new("one by one", 1, async _ =>
        {
            foreach (var ticket in tickets)
            {
                await alone.CreateAsync(ticket);
            }
        });
        var (took, other) = await Duel.RunAsync(ours, baseline, Rounds, WarmUps);
        return new("create 100 tickets", took, baseline.Name, other, 10, null, Rounds);
    }

    private static async Task<SummaryRow> AssignmentAsync()
    {
        await using var together = new Office(await OpenAsync());
        await using var alone = new Office(await OpenAsync());
        Contender ours = new("one commit", 1, async _ =>
        {
            var assigned = (await together.Agents.Distributor.AssignManyAsync(together.Requests)).Assigned;
            if (assigned != TaskCount)
            {
                throw new InvalidOperationException($"{assigned} of {TaskCount} tasks were assigned.");
            }
        })
        {
            BeforeAsync = together.RenewAsync,
        };
        Contender baseline = new("one by one", 1, async _ =>
        {
            foreach (var request in alone.Requests)
            {
                await alone.Agents.Tasks.CreateAsync(request);
            }
        })
        {
            BeforeAsync = alone.RenewAsync,
        };
        var (took, other) = await Duel.RunAsync(ours, baseline, Rounds, WarmUps);
        return new("assign 20 tasks to 10 agents", took, baseline.Name, other, 10, null, Rounds);
    }

    private static async Task<ITicketStore> OpenAsync()
    {
        var options = new TemporaryRepository().Options;
        options.IdScheme = TicketIdScheme.PrefixNumber;
        return await TicketStore.OpenAsync(options);
    }

    /// <summary>A store with agents, and for each round tickets that nobody works on yet.</summary>
    private sealed class Office(ITicketStore store) : IAsyncDisposable
    {
        internal AgentServices Agents { get; } = AgentServices.Create(store);

        internal List<TaskRequest> Requests { get; private set; } = [];

        internal async Task RenewAsync()
        {
            var made = await store.CommitAsync(new(
                [.. Enumerable.Range(0, TaskCount).Select(
                    static number => DocumentChange.Create(new Ticket { Title = $"Ticket {number}" }))]));
            var agents = new List<Agent>();
            for (var i = 0; i < TaskCount / 2; i++)
            {
                agents.Add(await Agents.Registry.RegisterAsync(new() { Name = $"Agent {i}", MaxConcurrentTasks = TaskCount }));
            }

            Requests = [.. made.Documents.OfType<Ticket>().Select((ticket, index) => new TaskRequest
            {
                TicketId = ticket.Id, TaskType = "code", Description = "Do it", AgentId = agents[index % agents.Count].Id,
            })];
            await Agents.Distributor.MonitorAsync();
        }

        public async ValueTask DisposeAsync()
        {
            Agents.Dispose();
            await store.DisposeAsync();
        }
    }
}
