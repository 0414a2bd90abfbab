using RepoTickets.Events.Feed;
using RepoTickets.Storage;

namespace RepoTickets.Events.Tests.Feed;

/// <summary>The whole way on real files: commits and hand edits become events, in two stores on one folder.</summary>
public sealed class RealStoreTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("repotickets-events-").FullName;
    private readonly SeededIds _ids = new();
    private readonly RecordingLogger _logger = new();
    private ITicketStore _store = null!;

    public async Task InitializeAsync()
    {
        TicketStore.Initialize(_folder);
        _store = await OpenAsync();
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Commits_OfEveryKind_GiveTheirEventsInEveryStoreOnTheFolder()
    {
        await using var other = await OpenAsync();
        var ticket = await _store.CreateAsync("Login");
        ticket = await CommitAsync(ticket with { Status = TicketStatus.Closed });
        ticket = await CommitAsync(ticket with { Status = TicketStatus.Open });
        ticket = await CommitAsync(ticket with { Assignee = "bob" });
        ticket = await CommitAsync(ticket.AddComment("ann", "", "Done?", _ids, TimeProvider.System));
        ticket = await CommitAsync(ticket);
        await _store.CommitAsync(new(DocumentChange.Delete(ticket)));
        var events = await ReadEventsAsync(_store);
        Assert.Equal(
            [
                "1 ticket.created", "2 ticket.closed", "2 ticket.updated", "3 ticket.reopened", "3 ticket.updated", "4 ticket.assigned",
                "4 ticket.updated",
                "5 ticket.commented", "5 ticket.updated", "6 ticket.deleted",
            ],
            events.Select(static made => $"{made.Id.Position} {made.Type}"));
        Assert.Equal(Identities(events), Identities(await ReadEventsAsync(other)));
    }

    [Fact]
    public async Task RefusedCommit_GivesNothing()
    {
        var ticket = await _store.CreateAsync("Login");
        await CommitAsync(ticket with { Title = "Sign in" });
        var fine = DocumentChange.Create(new Ticket { Title = "Fine" });
        await Assert.ThrowsAsync<VersionConflictException>(
            async () => await _store.CommitAsync(new(fine, DocumentChange.Update(ticket with { Status = TicketStatus.Closed }))));
        await Assert.ThrowsAsync<InvalidDocumentException>(
            async () => await _store.CommitAsync(new(fine, DocumentChange.Create(new Ticket { Title = " " }))));
        var events = await ReadEventsAsync(_store);
        Assert.Equal(["ticket.created", "ticket.updated"], events.Select(static made => made.Type));
    }

    [Fact]
    public async Task BatchOverSeveralKinds_IsOneCommitWithASummaryAtItsEnd()
    {
        var set = new ChangeSet(
            DocumentChange.Create(new Ticket { Id = TicketId.Placeholder("t"), Title = "Login", EpicId = EpicId.Placeholder("e") }),
            DocumentChange.Create(new Epic { Id = EpicId.Placeholder("e"), Title = "Auth", TicketIds = [TicketId.Placeholder("t")] }),
            DocumentChange.Create(new Ticket { Title = "Logout" }))
        {
            Source = BatchCommits.Source,
            CorrelationId = "batch-7",
        };
        var result = await _store.CommitAsync(set);
        var events = await ReadEventsAsync(_store);
        Assert.Equal(["ticket.created", "epic.created", "ticket.created", "batch.committed"], events.Select(static made => made.Type));
        var ids = result.Documents.OfType<Ticket>().Select(static ticket => ticket.Id).ToValueList();
        Assert.Equal(new BatchCommitted("batch-7", ids, [], [], result.Position), events[^1].Payload);
    }

    [Fact]
    public async Task HandEdits_AreToldByEveryStoreOnce()
    {
        await using var other = await OpenAsync();
        var ticket = await _store.CreateAsync("Login");
        var path = Path.Combine(_folder, ".tickets", "open", $"{ticket.Id}.yaml");
        await File.WriteAllTextAsync(
            path, (await File.ReadAllTextAsync(path)).Replace("title: Login", "title: Sign in", StringComparison.Ordinal));
        await _store.RefreshAsync();
        await other.RefreshAsync();
        var good = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, "<<<<<<< HEAD\n" + good);
        await _store.RefreshAsync();
        await File.WriteAllTextAsync(path, good);
        await _store.RefreshAsync();
        File.Delete(path);
        await _store.RefreshAsync();
        var events = await ReadEventsAsync(_store);
        Assert.Equal(
            ["ticket.created", "ticket.updated", "ticket.unreadable", "ticket.created", "ticket.deleted"],
            events.Select(static made => made.Type));
        Assert.All(events.Skip(1), static made => Assert.Equal("external", made.Source));
        Assert.Equal("Sign in", Assert.IsType<TicketUpdated>(events[1].Payload).Title);
        Assert.Equal(Identities(events), Identities(await ReadEventsAsync(other)));
    }

    [Fact]
    public async Task EveryDerivedEvent_SurvivesItsJsonForm()
    {
        var random = new RandomDocuments(5);
        var ticket = await _store.CreateAsync("Login");
        for (var i = 0; i < 10; i++)
        {
            ticket = await CommitAsync(
                ticket with { Status = i % 2 == 0 ? TicketStatus.Closed : TicketStatus.Open, Comments = ticket.Comments.Add(
                    new() { Id = $"{i:x8}", Author = "a", Content = random.Text() + "." }) });
        }

        foreach (var made in await ReadEventsAsync(_store))
        {
            var read = EventJson.Default.Read(EventJson.Default.ToBytes(made));
            Assert.Equal((made.Id, made.Type, made.Time, made.Payload), (read.Id, read.Type, read.Time, read.Payload));
        }
    }

    private static IEnumerable<object> Identities(IEnumerable<Event> events) =>
        events.Select(static made => (made.Id, made.Type, made.Time, made.Source, made.Subject, made.Payload)).Cast<object>();

    private async Task<Ticket> CommitAsync(Ticket ticket) =>
        (Ticket)(await _store.CommitAsync(new(DocumentChange.Update(ticket)))).Documents[0]!;

    /// <summary>What a follower from the beginning hands on, up to the newest commit.</summary>
    private async Task<IReadOnlyList<Event>> ReadEventsAsync(ITicketStore store)
    {
        var end = await store.Feed.GetPositionAsync();
        var bus = new RecordingBus();
        using var stop = new CancellationTokenSource();
        var source = new CommitEventSource(store.Feed, _ids, TimeProvider.System, _logger);
        var run = source.RunAsync(0, bus, stop.Token);
        for (var steps = 1; !bus.Steps.EndsWith($">{end}", StringComparison.Ordinal); steps++)
        {
            await bus.WaitAsync(steps);
        }

        await stop.CancelAsync();
        await run.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(_logger.Entries);
        return bus.Events;
    }

    private ValueTask<ITicketStore> OpenAsync() => TicketStore.OpenAsync(new StorageOptions
    {
        RepositoryPath = _folder,
        WatchFiles = false,
        SettleTime = TimeSpan.Zero,
        MaximumStaleness = TimeSpan.Zero,
        SweepInterval = TimeSpan.FromDays(1),
        TimeZone = TimeZoneInfo.Utc,
    });
}
