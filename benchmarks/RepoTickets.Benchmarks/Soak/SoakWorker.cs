using Microsoft.Extensions.DependencyInjection;
using RepoTickets.Storage;
using RepoTickets.Storage.Worker;
using RepoTickets.Workflows;

namespace RepoTickets.Benchmarks.Soak;

/// <summary>
/// The process that is killed: it writes tickets of its own, counts up tickets that all share, claims, reads and searches, each in a lane
/// of its own. It says what it is about to write (<c>TRY</c>) and what was acknowledged (<c>ACK</c>).
/// </summary>
internal static class SoakWorker
{
    internal static async Task<int> RunAsync(WorkerContext context)
    {
        await using var services = new ServiceCollection()
            .AddRepoTickets(tickets => tickets
                .AddStorage(options =>
                {
                    options.RepositoryPath = context.Folder;
                    options.IdScheme = TicketIdScheme.PrefixNumber;
                    options.LockTimeout = TimeSpan.FromSeconds(60);
                    options.JournalSegmentBytes = 1 << 20;
                })
                .AddClaims())
            .BuildServiceProvider();
        try
        {
            var store = services.GetRequiredService<ITicketStore>();
            var own = await OwnTickets.FindAsync(store, context.Number("slot", 0));
            foreach (var (id, mark) in own)
            {
                context.Say($"FOUND {id} {mark.Stamp} {mark.State}");
            }

            context.WaitForGo();
            var reading = new ReadingLane(context, store);
            Func<Task>[] lanes =
            [
                new WritingLane(context, store, own).RunAsync,
                new CountingLane(context, store).RunAsync,
                new ClaimingLane(context, store, services.GetRequiredService<IClaims>()).RunAsync,
                reading.RunAsync,
            ];
            await Task.WhenAll(lanes.Select(static lane => Task.Run(lane)));
            context.Say("ENDED");
            return 0;
        }
#pragma warning disable CA1031 // Whatever ends a worker is a finding: the controller keeps the line.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            context.Say($"VIOLATION the worker ended by {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}");
            await Console.Error.WriteLineAsync(exception.ToString());
            return 1;
        }
    }
}
