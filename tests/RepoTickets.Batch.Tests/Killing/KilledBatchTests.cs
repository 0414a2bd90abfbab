using System.Diagnostics;
using RepoTickets.Batch.Worker;
using RepoTickets.Storage;

namespace RepoTickets.Batch.Tests.Killing;

/// <summary>
/// A process that runs batches is killed again and again: each batch is wholly there or not at all, and those it was told of are there.
/// </summary>
public sealed class KilledBatchTests : IDisposable
{
    private const int Kills = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly int Seed = Seeds.OfThisRun;

    private readonly string _repository = Directory.CreateTempSubdirectory("repotickets-batches-").FullName;
    private readonly HashSet<string> _acknowledged = [];

    public void Dispose() => Directory.Delete(_repository, recursive: true);

    [Fact]
    public async Task Batches_ProcessKilledAtRandom_AreWholeOrAbsent()
    {
        var random = new Random(Seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            await RunAndKillAsync(random);
        }

        await using var store = await TicketStore.OpenAsync(_repository);
        await CheckAsync(store);
        Assert.True(_acknowledged.Count > Kills, $"seed {Seed}: only {_acknowledged.Count} batches");
    }

    private async Task RunAndKillAsync(Random random)
    {
        var seed = random.Next().ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Batcher).Assembly.Location, _repository, seed])
        {
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("READY", await process.StandardOutput.ReadLineAsync().WaitAsync(Patience));
        for (var wanted = random.Next(1, 12); wanted > 0; wanted--)
        {
            await NoteAsync(process);
        }

        // Somewhere in the middle of the next one.
        Thread.SpinWait(random.Next(3_000_000));
        process.Kill();
        while (await NoteAsync(process))
        {
            // What it had printed before it died.
        }

        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    private async Task<bool> NoteAsync(Process process) =>
        await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { Length: > 0 } line && _acknowledged.Add(line);

    private async Task CheckAsync(ITicketStore store)
    {
        var model = new Dictionary<TicketId, Ticket>();
        var found = new HashSet<string>();
        for (long at = 0; await store.Feed.ReadAsync(at) is { Count: > 0 } commits; at = commits[^1].Position)
        {
            foreach (var commit in commits)
            {
                Assert.Equal("batch", commit.Source);
                Assert.True(found.Add(commit.CorrelationId!), $"seed {Seed}: {commit.CorrelationId} is there twice");
                var isFirst = model.Count == 0;
                Assert.Equal(Batcher.Creations, commit.Changes.Count(static change => change.Before is null));
                Assert.Equal(isFirst ? 0 : 1, commit.Changes.Count(static change => change.After is null));
                Apply(commit, model);
            }
        }

        Assert.True(_acknowledged.IsSubsetOf(found), $"seed {Seed}: an acknowledged batch is missing");
        var listed = await store.ListAsync<Ticket>();
        Assert.Empty(listed.Faults);
        Assert.Equal(model.Values.OrderBy(static t => t.Id), listed.Documents.OrderBy(static t => t.Id));
        Assert.Empty(Directory.EnumerateFiles(_repository, "*.tmp", SearchOption.AllDirectories));
    }

    private static void Apply(Commit commit, Dictionary<TicketId, Ticket> model)
    {
        foreach (var change in commit.Changes)
        {
            Assert.Equal(change.Before, change.Before is Ticket before ? model[before.Id] : null);
            if (change.After is Ticket after)
            {
                model[after.Id] = after;
            }
            else
            {
                model.Remove(((Ticket)change.Before!).Id);
            }
        }
    }
}
