using System.Globalization;
using RepoTickets.Storage;

namespace RepoTickets.Batch.Worker;

/// <summary>
/// A process that runs one random batch after the other until it is killed: <c>REPOSITORY SEED</c>. It says <c>TRY plan</c> before each, and
/// <c>ACK name batch</c> when it has been told that the batch succeeded.
/// </summary>
internal static class Batcher
{
    private const int OperationsOfAPart = 2;

    internal static async Task<int> RunAsync(string[] args)
    {
        var random = new Random(int.Parse(args[1], CultureInfo.InvariantCulture));
        await using var store = await TicketStore.OpenAsync(new StorageOptions { RepositoryPath = args[0], CreateIfMissing = true });
        var executor = BatchExecutor.Create(store, new() { ChunkSize = OperationsOfAPart });
        Console.WriteLine("READY");
        for (var number = 0; ; number++)
        {
            var known = (await store.QueryAsync(new TicketQuery { Take = 40 })).Tickets.Select(static ticket => ticket.Id).ToList();
            var plan = BatchPlan.Random(string.Create(CultureInfo.InvariantCulture, $"{args[1]}-{number}"), random, known.Count);
            var batch = MakeBatch(plan, known, random);
            Console.WriteLine($"TRY {plan}");
            var result = await executor.ExecuteAsync(batch);
            result.ThrowIfFailed();
            Console.WriteLine($"ACK {plan.Name} {result.BatchId}");
        }
    }

    /// <summary>
    /// The operations in random order, but for a creation at the beginning: whatever is there of a batch has that one, and it carries the
    /// plan's name.
    /// </summary>
    private static TicketBatch MakeBatch(BatchPlan plan, List<TicketId> known, Random random)
    {
        var operations = new List<BatchOperation>();
        for (var i = 0; i < plan.Created; i++)
        {
            operations.Add(BatchOperation.Create(new Ticket { Title = $"Number {random.Next(1_000)}", Description = plan.Name }));
        }

        operations.AddRange(known.Take(plan.Updated).Select(id => BatchOperation.Update(
            id, t => t with { Assignee = plan.Name, Status = t.Status.IsOpen ? TicketStatus.Closed : TicketStatus.Open })));
        operations.AddRange(known.Skip(plan.Updated).Take(plan.Deleted).Select(BatchOperation.Delete));
        var shuffled = operations.ToArray();
        random.Shuffle(shuffled);
        var creation = Array.FindIndex(shuffled, static operation => operation is CreateOperation);
        (shuffled[0], shuffled[creation]) = (shuffled[creation], shuffled[0]);
        return new(shuffled) { Mode = plan.IsAtomic ? BatchMode.Atomic : BatchMode.BestEffort };
    }
}
