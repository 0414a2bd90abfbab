using RepoTickets.Storage.ProcessTests.Processes;

namespace RepoTickets.Storage.ProcessTests;

public class HandEditTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Query_FileEditedInPlace_IsSeenByTheOpenStore(bool watch)
    {
        using var folder = new TestFolder();
        await using var store = await OpenAsync(folder, watch);
        var ticket = await store.CreateAsync("Before");
        var path = folder.File($"open/{ticket.Id}.yaml");

        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("Before", "After", StringComparison.Ordinal));

        await UntilQueryFindsAsync(store, watch, "After", 1);
        await UntilQueryFindsAsync(store, watch, "Before", 0);
        await UntilAsync(async () => (await store.GetAsync(ticket.Id))?.Title == "After", "the ticket itself has its new title");
        await AssertTakenUpOnceAsync(store, ticket.Key);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Query_FileReplacedByRename_IsSeenByTheOpenStore(bool watch)
    {
        using var folder = new TestFolder();
        await using var store = await OpenAsync(folder, watch);
        var ticket = await store.CreateAsync("Before");
        var path = folder.File($"open/{ticket.Id}.yaml");

        await File.WriteAllTextAsync(
            path + ".new", (await File.ReadAllTextAsync(path)).Replace("Before", "After", StringComparison.Ordinal));
        File.Move(path + ".new", path, overwrite: true);

        await UntilQueryFindsAsync(store, watch, "After", 1);
        await UntilAsync(async () => (await store.GetAsync(ticket.Id))?.Title == "After", "the ticket itself has its new title");
        await AssertTakenUpOnceAsync(store, ticket.Key);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Query_FileDeleted_IsSeenByTheOpenStore(bool watch)
    {
        using var folder = new TestFolder();
        await using var store = await OpenAsync(folder, watch);
        var ticket = await store.CreateAsync("Before");

        File.Delete(folder.File($"open/{ticket.Id}.yaml"));

        await UntilQueryFindsAsync(store, watch, "Before", 0);
        Assert.Null(await store.GetAsync(ticket.Id));
        Assert.Empty(await store.GetFaultsAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Query_FileAdded_IsSeenByTheOpenStore(bool watch)
    {
        using var folder = new TestFolder();
        await using var store = await OpenAsync(folder, watch);
        var ticket = await store.CreateAsync("Before");
        var text = await File.ReadAllTextAsync(folder.File($"open/{ticket.Id}.yaml"));

        await File.WriteAllTextAsync(folder.File("open/ADDED-7.yaml"), text.Replace(ticket.Id.Value, "ADDED-7", StringComparison.Ordinal));

        await UntilQueryFindsAsync(store, watch, "Before", 2);
        Assert.NotNull(await store.GetAsync(TicketId.Parse("ADDED-7")));
        Assert.Equal("ADDED-8", (await store.CreateAsync("Added by us")).Id.Value);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Query_FileEditedWithoutFinalNewline_IsSeenByTheOpenStore(bool watch)
    {
        using var folder = new TestFolder();
        await using var store = await OpenAsync(folder, watch);
        var ticket = await store.CreateAsync("Before");
        var path = folder.File($"open/{ticket.Id}.yaml");

        await File.WriteAllTextAsync(
            path, (await File.ReadAllTextAsync(path)).Replace("Before", "After", StringComparison.Ordinal).TrimEnd('\n'));

        await UntilQueryFindsAsync(store, watch, "After", 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Faults_FileBroken_AreReportedAfterTheSettleTimeAndGoneWhenItIsMended(bool watch)
    {
        using var folder = new TestFolder();
        await using var store = await OpenAsync(folder, watch);
        var ticket = await store.CreateAsync("Whole");
        var path = folder.File($"open/{ticket.Id}.yaml");
        var text = await File.ReadAllTextAsync(path);

        await File.WriteAllTextAsync(path, "title: [");
        await UntilAsync(
            async () => await RefreshAsync(store, watch) && (await store.GetFaultsAsync()).Count == 1, "the fault is reported");
        var exception = await Assert.ThrowsAsync<DocumentFaultException>(async () => await store.GetAsync(ticket.Id));
        Assert.Equal($"open/{ticket.Id}.yaml", exception.Fault.Path);

        await File.WriteAllTextAsync(path, text);

        // The query alone may find what it found before the file was broken: a fault is told a moment before the commit that follows from
        // it.
        await UntilAsync(async () => await RefreshAsync(store, watch) && (await store.GetFaultsAsync()).Count == 0, "the fault is gone");
        await UntilQueryFindsAsync(store, watch, "Whole", 1);
        Assert.Equal(ticket, await store.GetAsync(ticket.Id));
    }

    [Fact]
    public async Task UpdateAsync_FileEditedByHandBetweenReadAndWrite_KeepsBoth()
    {
        using var folder = new TestFolder();
        await using var store = await OpenAsync(folder, watch: false);
        var ticket = await store.CreateAsync("Before");
        var path = folder.File($"open/{ticket.Id}.yaml");
        Assert.NotNull(await store.GetAsync(ticket.Id));
        await File.WriteAllTextAsync(
            path, (await File.ReadAllTextAsync(path)).Replace("Before", "After", StringComparison.Ordinal) + "# a note\n");

        var stale = await Assert.ThrowsAsync<VersionConflictException>(
            async () => await store.CommitAsync(new(DocumentChange.Update(ticket with { Branch = "work" }))));
        var updated = await store.UpdateAsync(ticket.Id, static t => t with { Branch = "work" });

        Assert.Equal(ticket.Key, stale.Key);
        Assert.Equal(("After", "work"), (updated.Title, updated.Branch));
        Assert.EndsWith("# a note\n", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
    }

    private static ValueTask<ITicketStore> OpenAsync(TestFolder folder, bool watch) => folder.OpenAsync(options =>
    {
        options.WatchFiles = watch;

        // Only the watcher, or only RefreshAsync, may be what finds the change.
        options.SweepInterval = TimeSpan.FromHours(1);
        options.MaximumStaleness = TimeSpan.FromMilliseconds(100);
    });

    private static async Task UntilQueryFindsAsync(ITicketStore store, bool watch, string text, int count) => await UntilAsync(
        async () => await RefreshAsync(store, watch) && (await store.SearchAsync(text)).Count == count,
        $"a query for '{text}' finds {count}");

    /// <summary>Without a watcher somebody must ask for the look.</summary>
    private static async ValueTask<bool> RefreshAsync(ITicketStore store, bool watch)
    {
        if (!watch)
        {
            await store.RefreshAsync();
        }

        return true;
    }

    private static Task UntilAsync(Func<ValueTask<bool>> condition, string what) => Deadline.UntilAsync(condition, what, Soon);

    private static async Task AssertTakenUpOnceAsync(ITicketStore store, DocumentKey key)
    {
        var external = new List<Commit>();
        await foreach (var commit in StoreChecks.ReadAllAsync(store))
        {
            if (commit.Source == "external")
            {
                external.Add(commit);
            }
        }

        Assert.Equal(key, Assert.Single(Assert.Single(external).Changes).Key);
    }
}
