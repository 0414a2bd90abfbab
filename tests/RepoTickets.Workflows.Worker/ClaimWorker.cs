using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RepoTickets.Storage;

namespace RepoTickets.Workflows.Worker;

/// <summary>
/// A process that claims tickets and works them until none is open: <c>REPOSITORY HOLDER LEASE-MILLISECONDS SEED</c>. Now and then it
/// pauses for longer than its lease. It says what it does, before and after, by a clock that all processes of the machine share:
/// <c>B CLAIM time</c>, <c>E GRANTED ticket token time</c> or <c>E NONE</c>; <c>B WRITE|DONE ticket token time</c>, <c>E OK|LOST time</c>.
/// </summary>
internal sealed class ClaimWorker(ITicketStore store, IClaims claims, string holder, TimeSpan lease, Random random)
{
    private const int PausesInAHundred = 8;

    private readonly Stream _output = Console.OpenStandardOutput();

    internal static async Task<int> RunAsync(string[] args)
    {
        await using var services = new ServiceCollection()
            .AddRepoTickets(tickets => tickets
                .AddStorage(options =>
                {
                    options.RepositoryPath = args[0];
                    options.Durability = Durability.Buffered;
                    options.WatchFiles = false;
                    options.LockTimeout = TimeSpan.FromMinutes(1);
                })
                .AddClaims())
            .BuildServiceProvider();
        var worker = new ClaimWorker(
            services.GetRequiredService<ITicketStore>(),
            services.GetRequiredService<IClaims>(),
            args[1],
            TimeSpan.FromMilliseconds(Number(args[2])),
            new Random(Number(args[3])));
        await worker.WorkAsync();
        return 0;
    }

    private async Task WorkAsync()
    {
        while (true)
        {
            Say($"B CLAIM {Stopwatch.GetTimestamp()}");
            if (await claims.ClaimNextAsync(holder, null, lease) is { } claim)
            {
                // Not disposed of: this would give it back, and a worker that dies does not.
                Say($"E GRANTED {claim.TicketId} {claim.Token} {Stopwatch.GetTimestamp()}");
                await FinishAsync(claim);
                continue;
            }

            Say("E NONE");
            var open = new TicketQuery { Filter = TicketFilter.Open, Take = 1 };
            if ((await store.QueryAsync(open)).Tickets.Count == 0)
            {
                return;
            }

            await Task.Delay(20);
        }
    }

    private async Task FinishAsync(IClaim claim)
    {
        await PauseAsync();
        if (await TryAsync("WRITE", claim, ticket => Sign(ticket, "write", claim), release: false))
        {
            await PauseAsync();
            await TryAsync("DONE", claim, ticket => Sign(ticket, "done", claim) with { Status = TicketStatus.Closed }, release: true);
        }
    }

    private async Task<bool> TryAsync(string verb, IClaim claim, Func<Ticket, Ticket> change, bool release)
    {
        Say($"B {verb} {claim.TicketId} {claim.Token} {Stopwatch.GetTimestamp()}");
        try
        {
            await claim.UpdateTicketAsync(change, release);
            Say($"E OK {Stopwatch.GetTimestamp()}");
            return true;
        }
        catch (ClaimLostException)
        {
            Say($"E LOST {Stopwatch.GetTimestamp()}");
            return false;
        }
    }

    private async Task PauseAsync() =>
        await Task.Delay(random.Next(100) < PausesInAHundred ? lease * 1.5 : TimeSpan.FromMilliseconds(random.Next(4)));

    private Ticket Sign(Ticket ticket, string what, IClaim claim) => ticket with
    {
        Comments = ticket.Comments.Add(new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{random.NextInt64():x}"),
            Author = holder,
            Content = string.Create(CultureInfo.InvariantCulture, $"{what} {claim.Token}"),
            CreatedAt = TimeProvider.System.GetUtcNow(),
        }),
    };

    /// <summary>One call: a kill leaves the whole line or nothing of it.</summary>
    private void Say(string line) => _output.Write(Encoding.UTF8.GetBytes(line + "\n"));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
