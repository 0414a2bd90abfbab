using System.Diagnostics;
using RepoTickets.Storage;
using RepoTickets.Tests.Linearizability;
using Xunit.Abstractions;

namespace RepoTickets.Workflows.Tests.Processes;

/// <summary>
/// Eight processes work 200 tickets, pause for longer than their leases, are suspended (SIGSTOP) for longer than that wherever they are, and are
/// killed: each ticket is completed once.
/// </summary>
public sealed class ClaimProcessTests(ITestOutputHelper output) : IDisposable
{
    private const int Processes = 8;
    private const int Tickets = 200;
    private const int Kills = 14;
    private static readonly TimeSpan Lease = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly int Seed = Seeds.OfThisRun;

    private readonly string _folder = Directory.CreateTempSubdirectory("repotickets-claims-").FullName;
    private readonly List<ClaimProcess> _all = [];
    private readonly List<(ClaimProcess Process, TimeSpan Until)> _suspended = [];
    private int _suspensions;

    public void Dispose()
    {
        _all.ForEach(static process => process.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Workers_PausedSuspendedAndKilled_CompleteEveryTicketOnceAsOneHolderEach()
    {
        await using var store = await TicketStore.OpenAsync(new StorageOptions { RepositoryPath = _folder, CreateIfMissing = true });
        var tickets = await store.CommitAsync(
            new([.. Enumerable.Range(0, Tickets).Select(static i => DocumentChange.Create(new Ticket { Title = $"Work {i}" }))]));
        await RunAsync(store, new Random(Seed));

        var histories = new List<(ClaimProcess Process, ClaimHistory History)>();
        foreach (var process in _all)
        {
            histories.Add((process, await process.FinishAsync(Patience)));
        }

        var recorded = await RecordedClaims.ReadAsync(store, tickets.Position);
        Assert.Equal(Tickets, recorded.Completions.Count);
        Assert.All(recorded.Completions.Values, static count => Assert.Equal(1, count));
        var operations = histories.SelectMany(static item => item.History.Operations).ToList();
        AssertLinearizable(
            operations.Concat(FindUnanswered(histories, recorded)).ToLookup(static item => item.Ticket, static item => item.Operation));
        var lost = operations.Count(static item => item.Operation.Operation.Call == ClaimCall.Lost);
        output.WriteLine(
            $"seed {Seed}: {_all.Count(static process => process.WasKilled)} kills, {_suspensions} suspensions, {recorded.Grants.Count} grants, {recorded.Takeovers} takeovers, " +
            $"{lost} superseded holders refused, {operations.Count} operations in the histories");
        Assert.True(recorded.Takeovers > 5 && lost > 0 && _suspensions > 0 && _all.Any(static process => process.WasKilled), $"seed {Seed}: nothing was put to the test");
        var report = await ((IStoreMaintenance)store).VerifyAsync();
        Assert.True(report.IsClean, string.Join('\n', report.Findings));
    }

    private async Task RunAsync(ITicketStore store, Random random)
    {
        var running = Enumerable.Range(0, Processes).Select(_ => Start(random)).ToList();
        var clock = Stopwatch.StartNew();
        for (var kills = 0; await CountOpenAsync(store) > 0;)
        {
            Assert.True(
                clock.Elapsed < Patience, $"seed {Seed}: {await CountOpenAsync(store)} tickets are still open after {clock.Elapsed}");
            await Task.Delay(random.Next(50, 350));
            ResumeThoseDue(clock.Elapsed);
            var victim = random.Next(Processes);
            if (random.Next(3) == 0 && !running[victim].HasEnded && _suspended.Count < Processes / 2)
            {
                running[victim].Suspend();
                _suspended.Add((running[victim], clock.Elapsed + (Lease * (1.5 + random.NextDouble()))));
                _suspensions++;
            }
            else if (kills < Kills && !running[victim].HasEnded && await CountOpenAsync(store) is > 0 and < Tickets - 10)
            {
                running[victim].Kill();
                running[victim] = Start(random);
                kills++;
            }
        }

        ResumeThoseDue(TimeSpan.MaxValue);
    }

    private void ResumeThoseDue(TimeSpan now)
    {
        foreach (var (process, _) in _suspended.Where(item => item.Until <= now))
        {
            process.Resume();
        }

        _suspended.RemoveAll(item => item.Until <= now);
    }

    private ClaimProcess Start(Random random)
    {
        var process = new ClaimProcess(_folder, $"holder-{_all.Count}", Lease, random.Next());
        _all.Add(process);
        return process;
    }

    private static async Task<int> CountOpenAsync(ITicketStore store) =>
        (await store.QueryAsync(new TicketQuery { Filter = TicketFilter.Open, Take = Tickets })).Tickets.Count;

    /// <summary>
    /// Grants that were recorded for a worker that was killed before it could say so: they happened some time after it asked.
    /// </summary>
    private static IEnumerable<(TicketId Ticket, TimedOperation<ClaimOperation> Operation)> FindUnanswered(
        List<(ClaimProcess Process, ClaimHistory History)> histories, RecordedClaims recorded)
    {
        var answered = histories.SelectMany(static item => item.History.Operations)
            .Where(static item => item.Operation.Operation.Call == ClaimCall.Grant)
            .Select(static item => (item.Ticket, item.Operation.Operation.Token)).ToHashSet();
        foreach (var ((ticket, token), holder) in recorded.Grants.Where(grant => !answered.Contains(grant.Key)))
        {
            var (process, history) = histories.Single(item => item.Process.Holder == holder);
            Assert.True(process.WasKilled && history.OpenClaim is not null, $"seed {Seed}: {holder} was granted {ticket} and was not told");
            yield return (ticket, new(new(ClaimCall.Grant, token), history.OpenClaim!.Value, null));
        }
    }

    private static void AssertLinearizable(ILookup<TicketId, TimedOperation<ClaimOperation>> histories)
    {
        Assert.Equal(Tickets, histories.Count);
        foreach (var history in histories)
        {
            var violation = LinearizabilityChecker.FindViolation(new ClaimRegisterModel(), [.. history]);
            Assert.True(
                violation is null,
                $"seed {Seed}: no order " +
                $"explains {violation} of {history.Key}: {string.Join(" | ", history.OrderBy(static item => item.Invoked))}");
        }
    }
}
