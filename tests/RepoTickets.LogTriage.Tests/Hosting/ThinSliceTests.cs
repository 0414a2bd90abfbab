using Microsoft.Extensions.DependencyInjection;
using RepoTickets.LogTriage.Tests.Support;
using RepoTickets.Storage;

namespace RepoTickets.LogTriage.Tests.Hosting;

public sealed class ThinSliceTests : IDisposable
{
    private static readonly string[] Lines =
    [
        """{"timestamp":"2026-03-01T10:00:00Z","level":"error","service":"shop","logger":"com.shop.Orders","message":"Database connection failed after 3000 ms"}""",
        """{"timestamp":"2026-03-01T10:00:01Z","level":"error","service":"shop","logger":"com.shop.Orders","message":"Database connection failed after 3001 ms"}""",
        """{"timestamp":"2026-03-01T10:00:02Z","level":"info","service":"shop","message":"Started"}""",
        """not json at all""",
        """{"timestamp":"2026-03-01T10:00:03Z","level":"error","service":"mail","logger":"com.mail.Sender","message":"Request timed out"}""",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ProcessAsync_FileIntoStoreForReal_FilesOneTicketAGroup()
    {
        var log = _folder.Write("app.log", Lines);
        Directory.CreateDirectory(Path.Join(_folder.Path, ".git"));
        TicketStore.Initialize(_folder.Path);
        await using var services = Compose(TriageMode.Real);
        var processor = services.GetRequiredService<ILogProcessor>();

        var first = await processor.ProcessAsync(LogSources.File(log));
        var again = await processor.ProcessAsync(LogSources.File(log));

        Assert.Null(first.Error);
        Assert.Equal(2, first.Statistics.Created);
        Assert.Equal(4, first.Statistics.Received);
        Assert.Equal(1, first.Statistics.Rejected);
        Assert.Equal(1, first.Statistics.Filtered);
        Assert.Equal(3, first.Statistics.SettledRecords);
        Assert.Equal(0, again.Statistics.Created);
        Assert.Equal(2, again.Statistics.DuplicatesByStrategy["stored-group"]);
        var tickets = await services.GetRequiredService<ITicketStore>().ListSummariesAsync();
        Assert.Equal(2, tickets.Count);
        var ticket = await services.GetRequiredService<ITicketStore>().GetAsync(
            tickets.Single(static t => t.Title.Contains("Database", StringComparison.Ordinal)).Id);
        Assert.Contains("**Occurrences:** 2", ticket!.Description, StringComparison.Ordinal);
        Assert.Contains(ticket.Labels, static label => label.StartsWith("loggroup-", StringComparison.Ordinal));
        Assert.Equal(TicketPriority.High, ticket.Priority);
    }

    [Fact]
    public async Task ProcessAsync_DryRun_WritesNothing()
    {
        var log = _folder.Write("app.log", Lines);
        Directory.CreateDirectory(Path.Join(_folder.Path, ".git"));
        TicketStore.Initialize(_folder.Path);
        await using (var services = Compose(TriageMode.DryRun))
        {
            // Opening a store to write makes its own local files; a dry run must not open it so.
            var before = _folder.Fingerprint();

            var result = await services.GetRequiredService<ILogProcessor>().ProcessAsync(LogSources.File(log));

            Assert.Equal(2, result.Statistics.Simulated);
            Assert.Equal(before, _folder.Fingerprint());
        }
    }

    [Fact]
    public async Task ProcessAsync_DryRunInAFolderWithoutAStore_MakesNone()
    {
        var log = _folder.Write("app.log", Lines);
        var before = _folder.Fingerprint();

        TriageResult result;
        await using (var services = Compose(TriageMode.DryRun, createIfMissing: true))
        {
            result = await services.GetRequiredService<ILogProcessor>().ProcessAsync(LogSources.File(log));
        }

        Assert.Equal((2, 0), (result.Statistics.Simulated, result.Statistics.Deferred));
        Assert.Equal(before, _folder.Fingerprint());
        Assert.False(Directory.Exists(Path.Join(_folder.Path, ".tickets")));
    }

    [Fact]
    public async Task ProcessAsync_DryRunOnTicketsOfARealRun_FindsThemAndWritesNothing()
    {
        var log = _folder.Write("app.log", Lines);
        TicketStore.Initialize(_folder.Path);
        await using (var real = Compose(TriageMode.Real))
        {
            Assert.Equal(2, (await real.GetRequiredService<ILogProcessor>().ProcessAsync(LogSources.File(log))).Statistics.Created);
        }

        // As in a fresh clone: the local files of store and triage are not there.
        Directory.Delete(Path.Join(_folder.Path, ".tickets", ".sdk"), recursive: true);
        var before = _folder.Fingerprint();
        TriageResult result;
        await using (var dry = Compose(TriageMode.DryRun))
        {
            result = await dry.GetRequiredService<ILogProcessor>().ProcessAsync(LogSources.File(log));
        }

        Assert.Equal((2, 0), ((int)result.Statistics.DuplicatesByStrategy["label"], (int)result.Statistics.Simulated));
        Assert.Equal(before, _folder.Fingerprint());
    }

    [Fact]
    public async Task ProcessAsync_DryRunWhileTheHostHasTheStoreOpen_SeesWhatItWrites()
    {
        var log = _folder.Write("app.log", Lines);
        TicketStore.Initialize(_folder.Path);
        await using var services = Compose(TriageMode.DryRun);
        var store = services.GetRequiredService<ITicketStore>();
        var reader = ((IReadOnlyTicketStoreSource)store).GetReadOnlyStore();
        await Assert.ThrowsAsync<StoreReadOnlyException>(async () => await reader.CreateAsync("No"));
        await store.CreateAsync("Yes");
        var before = Documents();

        await services.GetRequiredService<ILogProcessor>().ProcessAsync(LogSources.File(log));

        Assert.Same(store, ((IReadOnlyTicketStoreSource)store).GetReadOnlyStore());
        Assert.Equal(before, Documents());

        // What the host's own store writes when it is quiet is not the dry run's: its index, its own folder, and their temporary files.
        IReadOnlyList<string> Documents() => _folder.Fingerprint(static path =>
            !path.Contains("index.yaml", StringComparison.Ordinal) && !path.Contains(".~", StringComparison.Ordinal) &&
            (!path.Contains(".sdk", StringComparison.Ordinal) || path.Contains("triage/", StringComparison.Ordinal)));
    }

    private ServiceProvider Compose(TriageMode mode, bool createIfMissing = false) => new ServiceCollection()
        .AddRepoTickets(tickets => tickets.AddStorage(options =>
        {
            options.RepositoryPath = _folder.Path;
            options.CreateIfMissing = createIfMissing;
        }).AddLogTriage(options =>
        {
            options.Mode = mode;
            options.RepositoryPath = _folder.Path;
        }))
        .BuildServiceProvider();
}
