namespace RepoTickets.Storage.Tests.Store;

public sealed class QueryTests
{
    [Fact]
    public async Task Query_Text_FindsByFieldsAndWords()
    {
        await using var temporary = await FilledAsync();
        Assert.Equal(["LOGIN-1"], await IdsAsync(temporary, "status:open label:bug priority>=high login"));
        Assert.Equal(["SEARCH-1"], await IdsAsync(temporary, "status:closed"));
        Assert.Equal(["EXPORT-1", "LOGIN-1"], await IdsAsync(temporary, "label:bug"));
        Assert.Empty(await IdsAsync(temporary, "label:nothing"));
        await Assert.ThrowsAsync<QuerySyntaxException>(async () => await temporary.Store.QueryAsync("status:(("));
    }

    [Fact]
    public async Task Search_LooksIntoTitleLabelsDescriptionAndComments()
    {
        await using var temporary = await FilledAsync();
        Assert.Equal(["EXPORT-1"], Ids(await temporary.Store.SearchAsync("SPREADSHEET")));
        Assert.Equal(["SEARCH-1"], Ids(await temporary.Store.SearchAsync("remarkab")));
        Assert.Equal(["EXPORT-1", "LOGIN-1"], Ids(await temporary.Store.SearchAsync("bug")));
        Assert.Equal(["LOGIN-1"], Ids(await temporary.Store.SearchAsync("status:open (")));
        Assert.Single(await temporary.Store.SearchAsync("bug", limit: 1));
    }

    [Fact]
    public async Task ListSummaries_FiltersByStatusPriorityAndAllLabels()
    {
        await using var temporary = await FilledAsync();
        Assert.Equal(["EXPORT-1", "SEARCH-1", "LOGIN-1"], Ids(await temporary.Store.ListSummariesAsync()));
        Assert.Equal(["SEARCH-1"], Ids(await temporary.Store.ListSummariesAsync(status: TicketStatus.Closed)));
        Assert.Equal(["LOGIN-1"], Ids(await temporary.Store.ListSummariesAsync(priority: TicketPriority.High)));
        Assert.Equal(["EXPORT-1"], Ids(await temporary.Store.ListSummariesAsync(labels: ["bug", "slow"])));
    }

    [Fact]
    public async Task Statistics_CountEveryStatusAndPriority()
    {
        await using var temporary = await FilledAsync();
        var statistics = await temporary.Store.GetStatisticsAsync();
        Assert.Equal((3, 0), (statistics.Total, statistics.Faults));
        Assert.Equal((1, 1, 1, 0), (Count("open"), Count("in-progress"), Count("closed"), Count("blocked")));
        Assert.Equal(
            (1, 2, 0),
            (
                statistics.ByPriority[TicketPriority.High], statistics.ByPriority[TicketPriority.Medium],
                statistics.ByPriority[TicketPriority.Low]));
        Assert.Equal(await temporary.Store.Feed.GetPositionAsync(), statistics.Position);

        int Count(string status) => statistics.ByStatus[TicketStatus.Parse(status)];
    }

    [Fact]
    public async Task Query_AfterReopening_SaysTheSame()
    {
        await using var temporary = await FilledAsync();
        var before = await temporary.Store.QueryAsync(new TicketQuery { CountAll = true });
        await temporary.ReopenAsync();
        var after = await temporary.Store.QueryAsync(new TicketQuery { CountAll = true });
        Assert.Equal(before.Tickets, after.Tickets);
        Assert.Equal((3, 3), (before.TotalCount, after.TotalCount));
        Assert.Equal(["EXPORT-1"], Ids(await temporary.Store.SearchAsync("spreadsheet")));
        Assert.Equal(3, await temporary.Maintenance.RebuildIndexAsync());
        Assert.Equal(before.Tickets, (await temporary.Store.QueryAsync(new TicketQuery())).Tickets);
        Assert.Equal(["SEARCH-1"], Ids(await temporary.Store.SearchAsync("remarkable")));
    }

    [Fact]
    public async Task Query_BySkipAndTake_PagesWithoutGapOrRepetition()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CommitAsync(new ChangeSet([.. Enumerable.Range(1, 25).Select(static i =>
            DocumentChange.Create(new Ticket { Title = $"Page {i}" }))]));
        var all = new List<TicketId>();
        for (var skip = 0; skip < 30; skip += 10)
        {
            all.AddRange((await temporary.Store.QueryAsync(new TicketQuery { Skip = skip, Take = 10 })).Tickets.Select(static t => t.Id));
        }

        Assert.Equal(25, all.Distinct().Count());
        Assert.Equal(25, all.Count);
    }

    private static async Task<TemporaryStore> FilledAsync()
    {
        var time = FakeTime.AtNoon();
        var temporary = await TemporaryStore.CreateAsync(time: time);
        await temporary.Store.CreateAsync("Login fails", static t => t with
        {
            Priority = TicketPriority.High, Labels = ["bug"], Description = "It says status:open ( and stops.",
        });
        time.Advance(TimeSpan.FromMinutes(1));
        await temporary.Store.CreateAsync("Search", static t => t with
        {
            Status = TicketStatus.Closed, Comments = [new() { Id = "0b6c5912", Author = "a", Content = "A remarkable thing." }],
        });
        time.Advance(TimeSpan.FromMinutes(1));
        await temporary.Store.CreateAsync("Export", static t => t with
        {
            Status = TicketStatus.InProgress, Labels = ["bug", "slow"], Description = "To a spreadsheet",
        });
        return temporary;
    }

    private static async Task<string[]> IdsAsync(TemporaryStore temporary, string query) =>
        Ids((await temporary.Store.QueryAsync(query)).Tickets);

    private static string[] Ids(IEnumerable<TicketSummary> tickets) => [.. tickets.Select(static ticket => ticket.Id.Value)];
}
