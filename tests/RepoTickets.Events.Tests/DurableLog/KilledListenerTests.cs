using System.Diagnostics;
using System.Globalization;
using RepoTickets.Events.Derivation;
using RepoTickets.Events.Worker;
using RepoTickets.Storage;

namespace RepoTickets.Events.Tests.DurableLog;

/// <summary>This process commits; another listens from its cursor and is killed again and again. Every event arrives, in order.</summary>
public sealed class KilledListenerTests : IDisposable
{
    private const int Kills = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly int Seed = Seeds.OfThisRun;

    private readonly string _repository = Directory.CreateTempSubdirectory("repotickets-listener-").FullName;

    private string OutputPath => Path.Join(_repository, "heard");

    public void Dispose() => Directory.Delete(_repository, recursive: true);

    [Fact]
    public async Task Listener_KilledAtRandom_HearsEveryEventInOrder()
    {
        var random = new Random(Seed);
        await using var store = await TicketStore.OpenAsync(new StorageOptions { RepositoryPath = _repository, CreateIfMissing = true });
        await store.CreateAsync("Before anybody listens");
        var start = await store.Feed.GetPositionAsync();
        using (var first = await StartAsync())
        {
            await KillAsync(first);
        }

        for (var kill = 0; kill < Kills; kill++)
        {
            using var listener = await StartAsync();
            var commits = random.Next(5, 60);
            for (var i = 0; i < commits; i++)
            {
                await CommitAsync(store, random);
            }

            await KillAsync(listener);
        }

        var end = await store.Feed.GetPositionAsync();
        using var last = await StartAsync();
        await last.StandardInput.WriteLineAsync(end.ToString(CultureInfo.InvariantCulture));
        Assert.Equal("DONE", await last.StandardOutput.ReadLineAsync().WaitAsync(Patience));
        await last.WaitForExitAsync().WaitAsync(Patience);
        await CheckAsync(store, start);
    }

    private static async Task CommitAsync(ITicketStore store, Random random)
    {
        var ticket = await store.CreateAsync("Login");
        if (random.Next(2) == 0)
        {
            await store.UpdateAsync(ticket.Id, static t => t with { Status = TicketStatus.Closed, Assignee = "somebody" });
        }
    }

    private async Task CheckAsync(ITicketStore store, long start)
    {
        var expected = new List<EventId>();
        for (var at = start; await store.Feed.ReadAsync(at) is { Count: > 0 } commits; at = commits[^1].Position)
        {
            expected.AddRange(commits.SelectMany(CommitEvents.Derive).Select(static made => made.Id));
        }

        var heard = new List<EventId>();
        foreach (var line in await File.ReadAllLinesAsync(OutputPath))
        {
            Assert.True(EventId.TryParse(line, out var id), $"seed {Seed}: '{line}'");
            if (id.IsDerived)
            {
                // The rest is what the listener's own store told of itself.
                heard.Add(id);
            }
        }

        Assert.True(
            expected.SequenceEqual(heard.Distinct()),
            $"seed {Seed}: {heard.Distinct().Count()} of {expected.Count} events were heard, or not in order");
        Assert.InRange(heard.Count - expected.Count, 0, 20 * (Kills + 2));
    }

    private async Task<Process> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Listener).Assembly.Location, _repository, OutputPath])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("READY", await process.StandardOutput.ReadLineAsync().WaitAsync(Patience));
        return process;
    }

    private static async Task KillAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Patience);
    }
}
