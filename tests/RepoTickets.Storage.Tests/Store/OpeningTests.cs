namespace RepoTickets.Storage.Tests.Store;

public sealed class OpeningTests
{
    [Fact]
    public async Task Initialize_Twice_IsOnce()
    {
        await using var temporary = TemporaryStore.Closed();
        Assert.Equal((temporary.Root, true), TicketStore.Initialize(temporary.RepositoryPath));
        temporary.Write("config.yaml", "id_prefix: MINE\n");
        var before = temporary.Snapshot();
        Assert.Equal((temporary.Root, false), TicketStore.Initialize(temporary.RepositoryPath));
        Assert.Equal(before, temporary.Snapshot());
        Assert.All(["open", "closed", "epics", "backlog", ".sdk"], name => Assert.True(Directory.Exists(temporary.PathOf(name)), name));
        Assert.Contains("format", await File.ReadAllTextAsync(temporary.PathOf(".sdk/.gitignore")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Initialize_OverHalfAStore_FinishesAndKeepsWhatIsThere()
    {
        await using var temporary = TemporaryStore.Closed();
        temporary.Write("open/OLD-1.yaml", TicketText.Minimal("OLD-1"));
        Assert.True(TicketStore.Initialize(temporary.RepositoryPath).Created);
        await temporary.ReopenAsync();
        Assert.Equal("A ticket", (await temporary.Store.GetAsync(TicketId.Parse("OLD-1")))!.Title);
    }

    [Fact]
    public async Task Initialize_InASubfolderOfARepository_GoesToItsRoot()
    {
        await using var temporary = TemporaryStore.Closed();
        Directory.CreateDirectory(Path.Combine(temporary.RepositoryPath, ".git"));
        await File.WriteAllTextAsync(Path.Combine(temporary.RepositoryPath, ".git", "HEAD"), "ref: refs/heads/main\n");
        var deep = Path.Combine(temporary.RepositoryPath, "src", "deep");
        Directory.CreateDirectory(deep);
        Assert.Equal((temporary.Root, true), TicketStore.Initialize(deep));
        Assert.False(Directory.Exists(Path.Combine(deep, ".tickets")));
        await using var store = await TicketStore.OpenAsync(deep);
        Assert.Equal(0, (await store.GetStatisticsAsync()).Total);
    }

    [Fact]
    public async Task Open_WithoutAStore_SaysSoOrCreatesIt()
    {
        await using var temporary = TemporaryStore.Closed();
        var exception = await Assert.ThrowsAsync<StoreNotFoundException>(async () => await TicketStore.OpenAsync(temporary.RepositoryPath));
        Assert.Equal(temporary.Root, exception.Path);
        Assert.False(Directory.Exists(temporary.Root));
        await Assert.ThrowsAsync<StoreNotFoundException>(
            async () => await temporary.OpenAnotherAsync(static o => (o.CreateIfMissing, o.ReadOnly) = (true, true)));
        await using (var store = await temporary.OpenAnotherAsync(static o => o.CreateIfMissing = true))
        {
            await store.CreateAsync("Made");
        }

        await using var again = await TicketStore.OpenAsync(temporary.RepositoryPath);
        Assert.Equal(1, (await again.GetStatisticsAsync()).Total);
        await Assert.ThrowsAnyAsync<RepoTicketsException>(
            async () => await TicketStore.OpenAsync(Path.Combine(temporary.RepositoryPath, "nowhere")));
    }

    [Fact]
    public async Task Open_OptionsOutOfRange_NamesThemAll()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(async () => await TicketStore.OpenAsync(new StorageOptions
        {
            RepositoryPath = " ", LockTimeout =
                TimeSpan.Zero, CacheCapacity = 0, MaximumDocumentBytes = 1, IdScheme = (TicketIdScheme)9, TimeZone = null!,
        }));
        Assert.All(
            ["RepositoryPath", "LockTimeout", "CacheCapacity", "MaximumDocumentBytes", "IdScheme", "TimeZone"],
            name => Assert.Contains(name, exception.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("format: 2\n")]
    [InlineData("format: 999999\n")]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("format: -1\n")]
    public async Task Open_OfAnUnknownFormat_ReadsAndRefusesToWrite(string format)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("Login");
        await temporary.CloseAsync();
        temporary.Write(".sdk/format", format);
        var before = temporary.Snapshot();
        await temporary.ReopenAsync();
        Assert.Equal(ticket, await temporary.Store.GetAsync(ticket.Id));
        Assert.Single((await temporary.Store.QueryAsync("login")).Tickets);
        var exception = await Assert.ThrowsAsync<StoreReadOnlyException>(async () => await temporary.Store.CreateAsync("No"));
        Assert.Contains("format", exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreReadOnlyException>(async () => await temporary.Maintenance.RepairAsync());
        await temporary.CloseAsync();
        Assert.Equal(before, temporary.Snapshot());
        Assert.Equal(format, temporary.Read(".sdk/format"));
    }

    [Fact]
    public async Task Open_ReadOnly_ReadsAndLeavesEveryFileAsItIs()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("Login");
        await temporary.CloseAsync();
        var before = Everything(temporary);
        await using (var store = await temporary.OpenAnotherAsync(static o => o.ReadOnly = true))
        {
            Assert.Equal(ticket, await store.GetAsync(ticket.Id));
            Assert.Single(await store.SearchAsync("login"));
            Assert.Single((await store.Feed.ReadAsync(0)));
            foreach (var write in new Func<Task>[]
            {
                () => store.CreateAsync("No").AsTask(), () => store.DeleteAsync(ticket.Id).AsTask(),
                () => store.UpdateAsync(ticket.Id, static t => t with { Assignee = "x" }).AsTask(),
                () => ((IStoreMaintenance)store).RepairAsync().AsTask(),
            })
            {
                await Assert.ThrowsAsync<StoreReadOnlyException>(write);
            }

            Assert.True((await ((IStoreMaintenance)store).VerifyAsync()).IsClean);
            await File.WriteAllTextAsync(temporary.PathOf("open/NEW-1.yaml"), TicketText.Minimal("NEW-1"));
            await store.RefreshAsync();
            Assert.Equal(2, (await store.GetStatisticsAsync()).Total);
            File.Delete(temporary.PathOf("open/NEW-1.yaml"));
            await store.RefreshAsync();
            Assert.Equal(1, (await store.GetStatisticsAsync()).Total);
        }

        Assert.Equal(before, Everything(temporary));
    }

    [Fact]
    public async Task Open_ReadOnlyWithoutOurOwnFolder_MakesNone()
    {
        await using var temporary = TemporaryStore.Closed(static o => o.ReadOnly = true);
        temporary.Write("config.yaml", "id_prefix: A\n");
        temporary.Write("open/OLD-1.yaml", TicketText.Minimal("OLD-1"));
        await temporary.ReopenAsync();
        Assert.Equal(1, (await temporary.Store.GetStatisticsAsync()).Total);
        Assert.NotNull(await temporary.Store.GetAsync(TicketId.Parse("OLD-1")));
        await temporary.CloseAsync();
        Assert.False(Directory.Exists(temporary.PathOf(".sdk")));
    }

    [Fact]
    public async Task Open_ReadOnly_FollowsAnotherWriter()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await using var reader = await temporary.OpenAnotherAsync(static o => o.ReadOnly = true);
        var ticket = await temporary.Store.CreateAsync("Login");
        Assert.Equal(ticket, await reader.GetAsync(ticket.Id));
        Assert.Equal(1, (await reader.GetStatisticsAsync()).Total);
        await temporary.Store.DeleteAsync(ticket.Id);
        Assert.Null(await reader.GetAsync(ticket.Id));
        Assert.Empty((await reader.QueryAsync(new TicketQuery())).Tickets);
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("Größe 日本 🎉")]
    [InlineData("percent%20 #hash 'quote'")]
    public async Task Open_OnAnyPath_Works(string name)
    {
        await using var temporary = await TemporaryStore.CreateAsync(name: name);
        var ticket = await temporary.Store.CreateAsync("Login");
        await temporary.Store.UpdateAsync(ticket.Id, static t => t with { Status = TicketStatus.Closed });
        await temporary.ReopenAsync();
        Assert.Equal(TicketStatus.Closed, (await temporary.Store.GetAsync(ticket.Id))!.Status);
        Assert.True((await temporary.Maintenance.VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task Open_BufferedAndWithoutCache_WorksTheSame()
    {
        await using var temporary = await TemporaryStore.CreateAsync(
            static o => (o.Durability, o.CacheEnabled) = (Durability.Buffered, false));
        var ticket = await temporary.Store.CreateAsync("Login");
        for (var i = 0; i < 5; i++)
        {
            var points = i;
            await temporary.Store.UpdateAsync(ticket.Id, t => t with { StoryPoints = points });
            Assert.Equal(i, (await temporary.Store.GetAsync(ticket.Id))!.StoryPoints);
        }

        await temporary.ReopenAsync();
        Assert.Equal(4, (await temporary.Store.GetAsync(ticket.Id))!.StoryPoints);
        Assert.Equal(6, await temporary.Store.Feed.GetPositionAsync());
        Assert.False(temporary.Maintenance.GetCacheStatistics().Enabled);
    }

    [Fact]
    public async Task Open_ManyAtOnce_AllWork()
    {
        await using var temporary = TemporaryStore.Closed(static o => o.CreateIfMissing = true);
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => temporary.OpenAnotherAsync())));
        await Task.WhenAll(stores.Select(static store => store.CreateAsync("Same").AsTask()));
        foreach (var store in stores)
        {
            Assert.Equal(6, (await store.GetStatisticsAsync()).Total);
            await store.DisposeAsync();
        }

        Assert.Equal(6, Directory.GetFiles(temporary.PathOf("open"), "*.yaml").Length);
    }

    [Fact]
    public async Task Open_WithALargerDocumentLimit_ReadsAndWritesLargerFiles()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static o => o.MaximumDocumentBytes = 4 << 20);
        var large = new string('x', 250_000);
        var ticket = await temporary.Store.CreateAsync("Large", t => t with
        {
            Comments = [.. Enumerable.Range(0, 8).Select(i => new Comment { Id = $"{i:x8}", Author = "a", Content = large })],
        });
        Assert.True(new FileInfo(temporary.PathOf("open/LARGE-1.yaml")).Length > 1 << 20);
        var updated = await temporary.Store.UpdateAsync(ticket.Id, static t => t with { Assignee = "x" });
        await temporary.ReopenAsync();
        Assert.Equal(updated, await temporary.Store.GetAsync(ticket.Id));
    }

    private static Dictionary<string, string> Everything(TemporaryStore temporary) => Directory.EnumerateFiles(
        temporary.Root, "*", SearchOption.AllDirectories)
        .ToDictionary(
            static path => path,
            static path =>
                $"{File.GetLastWriteTimeUtc(path):O} " +
                $"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}");
}
