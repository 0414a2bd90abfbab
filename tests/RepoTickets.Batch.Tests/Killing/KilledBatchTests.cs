using RepoTickets.Batch.Tests.Properties;
using RepoTickets.Batch.Worker;
using RepoTickets.Storage;
using RepoTickets.Tests;
using Xunit.Abstractions;

namespace RepoTickets.Batch.Tests.Killing;

/// <summary>
/// A process that runs random batches is killed again and again: each atomic one is wholly there or not at all, of one in parts there are whole
/// parts, what it was told of is there, and the events of all commits are the difference that they made.
/// </summary>
public sealed class KilledBatchTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly int Seed = Seeds.OfThisRun;

    private readonly string _repository = Directory.CreateTempSubdirectory("repotickets-batches-").FullName;
    private readonly Dictionary<string, BatchPlan> _begun = [];
    private readonly Dictionary<string, string> _acknowledged = [];
    private int _inFlight;

    public void Dispose() => Directory.Delete(_repository, recursive: true);

    [Fact]
    public async Task Batches_ProcessKilledAtRandom_AreWholeOrAbsentAndInWholeParts()
    {
        var random = new Random(Seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            await RunAndKillAsync(random);
        }

        await using (var store = await TicketStore.OpenAsync(_repository))
        {
            await CheckAsync(store);
        }

        Assert.Empty(Directory.EnumerateFiles(_repository, ".~*", SearchOption.AllDirectories));
        Assert.True(_acknowledged.Count > Kills, $"seed {Seed}: only {_acknowledged.Count} batches");

        // Usually all but one or two.
        Assert.True(_inFlight >= Kills / 2, $"seed {Seed}: only {_inFlight} of {Kills} kills met a batch in flight");
    }

    private async Task RunAndKillAsync(Random random)
    {
        var seed = random.Next().ToString(System.Globalization.CultureInfo.InvariantCulture);
        await using var process = new WorkerProcess(typeof(Batcher).Assembly.Location, [_repository, seed], Patience);
        await process.WaitForAsync("READY");
        for (var wanted = random.Next(1, 9); wanted > 0; wanted--)
        {
            (await process.WaitForAsync("ACK")).ForEach(Hear);
        }

        (await process.WaitForAsync("TRY")).ForEach(Hear);

        // Somewhere in the middle of this one: how long it takes depends on the disk.
        Thread.SpinWait(random.Next(3_000_000));
        process.Kill();
        (await process.ReadToEndAsync()).ForEach(Hear);
        _inFlight += _begun.Keys.Any(name => name.StartsWith(seed + "-", StringComparison.Ordinal) && !_acknowledged.ContainsKey(name)) ? 1 : 0;
    }

    private void Hear(string line)
    {
        // A last line may have been cut off by the kill; a plan without all of its numbers was never begun.
        switch (line.Split(' '))
        {
            case ["TRY", var name, _, _, _, { Length: > 0 }]:
                _begun.Add(name, BatchPlan.Parse(line[4..]));
                break;
            case ["ACK", var name, { Length: > 0 } batch]:
                _acknowledged.Add(name, batch);
                break;
        }
    }

    private async Task CheckAsync(ITicketStore store)
    {
        var model = new Dictionary<string, Ticket>();
        var found = new HashSet<string>();
        var parts = 0;
        foreach (var batch in (await ReadAllAsync(store)).GroupBy(static commit => commit.CorrelationId!))
        {
            Assert.True(
                batch.Any(static commit => commit.Changes.Any(static change => change.Before is null && change.After is not null)),
                $"seed {Seed}: a batch without a creation: {string.Join("; ", batch.Select(Describe))}");
            var plan = _begun[NameOf(batch)];
            Assert.True(found.Add(plan.Name), $"seed {Seed}: {plan} is there twice");
            var isAcknowledged = _acknowledged.TryGetValue(plan.Name, out var id);
            Assert.True(!isAcknowledged || id == batch.Key, $"seed {Seed}: {plan}");
            var before = new Dictionary<string, Ticket>(model);
            foreach (var commit in batch)
            {
                Assert.Equal(plan.IsAtomic ? BatchCommits.Source : "batch.part", commit.Source);
                Apply(commit, model);
            }

            var isWhole = CountsOf(batch) == (plan.Created, plan.Updated, plan.Deleted);
            Assert.True(isWhole || (!plan.IsAtomic && !isAcknowledged), $"seed {Seed}: {plan} is there as {CountsOf(batch)}");
            Assert.True(!plan.IsAtomic || batch.Count() == 1, $"seed {Seed}: {plan} is {batch.Count()} commits");
            EventDifference.Check(before, model, [.. batch]);
            parts += isWhole ? 0 : 1;
        }

        var undone = _begun.Keys.Count(name => !found.Contains(name));
        output.WriteLine($"seed {Seed}: {Kills} kills, {_inFlight} of them in a batch; {_acknowledged.Count} batches acknowledged, {parts} there in part, {undone} absent");
        Assert.True(_acknowledged.Keys.All(found.Contains), $"seed {Seed}: an acknowledged batch is missing");
        var listed = await store.ListAsync<Ticket>();
        Assert.Empty(listed.Faults);
        Assert.Equal(model.Values.OrderBy(static t => t.Id), listed.Documents.OrderBy(static t => t.Id));
    }

    private static async Task<List<Commit>> ReadAllAsync(ITicketStore store)
    {
        var all = new List<Commit>();
        while (await store.Feed.ReadAsync(all.Count == 0 ? 0 : all[^1].Position) is { Count: > 0 } commits)
        {
            all.AddRange(commits);
        }

        return all;
    }

    /// <summary>A creation comes first, so whatever is there of a batch has one, which carries the name.</summary>
    private static string NameOf(IEnumerable<Commit> batch) =>
        batch.SelectMany(static commit => commit.Changes).Where(static change => change.Before is null).Select(static change => ((Ticket)change.After!).Description).First();

    private static string Describe(Commit commit) =>
        $"{commit.Position} {commit.Source} {commit.CorrelationId} " + string.Join(", ", commit.Changes.Select(static change =>
            $"{change.Key} {change.Before?.Version}-{change.After?.Version} {change.BeforeIsKnown} {change.IsUnreadable}"));

    private static (int Created, int Updated, int Deleted) CountsOf(IEnumerable<Commit> batch)
    {
        var changes = batch.SelectMany(static commit => commit.Changes).ToList();
        return (changes.Count(static c => c.Before is null), changes.Count(static c => c is { Before: not null, After: not null }), changes.Count(static c => c.After is null));
    }

    private static void Apply(Commit commit, Dictionary<string, Ticket> model)
    {
        foreach (var change in commit.Changes)
        {
            Assert.Equal(change.Before, change.Before is Ticket before ? model[before.Id.Value] : null);
            if (change.After is Ticket after)
            {
                model[after.Id.Value] = after;
            }
            else
            {
                model.Remove(((Ticket)change.Before!).Id.Value);
            }
        }
    }
}
