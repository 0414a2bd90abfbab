namespace RepoTickets.Storage.Tests.Store;

/// <summary>What the feed says about edits by other programs.</summary>
public sealed class ExternalFeedTests
{
    [Fact]
    public async Task Edit_TicketInTheCache_SaysTheWholeFormerTicketWithItsVersion()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync("Before", static t => t with { Labels = ["bug"], Assignee = "ada" });
        await EditAsync(temporary, "open/BEFORE-1.yaml", "title: Before", "title: After # by hand");
        await temporary.ReopenAsync();
        var former = (await temporary.Store.GetAsync(TicketId.Parse("BEFORE-1")))!;
        await EditAsync(temporary, "open/BEFORE-1.yaml", "title: After # by hand", "title: Later # by hand");

        var change = await LastChangeAsync(temporary.Store);

        Assert.True(change.BeforeIsKnown);
        Assert.Null(change.SummaryBefore);
        Assert.Equal(former, change.Before);
        Assert.Equal(former.Version, change.Before!.Version);
        Assert.Equal("Later", Assert.IsType<Ticket>(change.After).Title);
    }

    [Fact]
    public async Task Edit_TicketNotInTheCacheButInTheJournal_SaysTheWholeFormerTicket()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.CacheEnabled = false);
        var former = await temporary.Store.CreateAsync("Before");
        await EditAsync(temporary, "open/BEFORE-1.yaml", "title: Before", "title: After");

        var change = await LastChangeAsync(temporary.Store);

        Assert.True(change.BeforeIsKnown);
        Assert.Equal(former, change.Before);
        Assert.Equal(former.Version, change.Before!.Version);
    }

    [Fact]
    public async Task Edit_TicketThatNobodyKept_SaysItsSummaryInEveryProcess()
    {
        await using var temporary = await WithForeignTicketAsync();
        await using var other = await temporary.OpenAnotherAsync();
        var known = (await other.QueryAsync(new TicketQuery())).Tickets.Single();
        await EditAsync(temporary, "open/THEIRS-1.yaml", "title: Theirs", "title: Changed");

        foreach (var store in (ITicketStore[])[temporary.Store, other])
        {
            var change = await LastChangeAsync(store);
            Assert.False(change.BeforeIsKnown);
            Assert.Null(change.Before);
            Assert.Equal(known, change.SummaryBefore);
            Assert.Equal("Changed", Assert.IsType<Ticket>(change.After).Title);
        }

        await temporary.ReopenAsync();
        Assert.Equal(known, (await LastChangeAsync(temporary.Store)).SummaryBefore);
    }

    [Fact]
    public async Task Delete_ByHand_SaysWhatIsGone()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var former = await temporary.Store.CreateAsync("Before");
        File.Delete(temporary.PathOf("open/BEFORE-1.yaml"));
        await temporary.Store.RefreshAsync();

        var change = await LastChangeAsync(temporary.Store);

        Assert.Null(change.After);
        Assert.Equal(former, change.Before);
    }

    [Fact]
    public async Task Delete_OfATicketThatNobodyKept_SaysItsSummary()
    {
        await using var temporary = await WithForeignTicketAsync();
        File.Delete(temporary.PathOf("open/THEIRS-1.yaml"));
        await temporary.Store.RefreshAsync();

        var change = await LastChangeAsync(temporary.Store);

        Assert.Equal((false, null, null), (change.BeforeIsKnown, change.Before, change.After));
        Assert.Equal("Theirs", change.SummaryBefore!.Title);
    }

    [Fact]
    public async Task Edit_AfterAnEditThatWasReadButNotYetTakenUp_SaysNothingWrong()
    {
        await using var temporary = await WithForeignTicketAsync();
        var path = temporary.PathOf("open/THEIRS-1.yaml");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("Theirs", "Between", StringComparison.Ordinal));

        // The cache has a version that the feed never told of.
        Assert.Equal("Between", (await temporary.Store.GetAsync(TicketId.Parse("THEIRS-1")))!.Title);
        await EditAsync(temporary, "open/THEIRS-1.yaml", "Between", "Last");

        var change = await LastChangeAsync(temporary.Store);
        Assert.Equal((false, null, "Theirs"), (change.BeforeIsKnown, change.Before, change.SummaryBefore!.Title));
    }

    [Fact]
    public async Task Create_ByHand_HadNothingBefore()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.Write("open/THEIRS-1.yaml", TicketText.Minimal("THEIRS-1"));
        await temporary.Store.RefreshAsync();

        var change = await LastChangeAsync(temporary.Store);

        Assert.Equal((true, null, null), (change.BeforeIsKnown, change.Before, change.SummaryBefore));
        Assert.NotNull(change.After);
    }

    private static async Task<TemporaryStore> WithForeignTicketAsync()
    {
        var temporary = await TemporaryStore.CreateAsync();
        await temporary.CloseAsync();
        temporary.Write("open/THEIRS-1.yaml", TicketText.Minimal("THEIRS-1").Replace("A ticket", "Theirs", StringComparison.Ordinal));

        // The index is built from the files, so the journal knows nothing of the ticket.
        Directory.Delete(temporary.PathOf(".sdk"), recursive: true);
        await temporary.ReopenAsync();
        return temporary;
    }

    private static async Task EditAsync(TemporaryStore temporary, string path, string old, string changed)
    {
        var text = temporary.Read(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        temporary.Write(path, text.Replace(old, changed, StringComparison.Ordinal));
        await temporary.Store.RefreshAsync();
    }

    private static async Task<CommittedChange> LastChangeAsync(ITicketStore store)
    {
        var commits = await store.Feed.ReadAsync(0);
        Assert.Equal("external", commits[^1].Source);
        return Assert.Single(commits[^1].Changes);
    }
}
