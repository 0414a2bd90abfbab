namespace RepoTickets.Storage.Tests.Store;

public sealed class LosslessTests
{
    private static readonly TicketId Id = TicketId.Parse("HAND-1");

    [Fact]
    public async Task Update_FileWrittenByHand_ChangesOnlyTheFieldsLines()
    {
        await using var temporary = await OpenAsync(TicketText.ByHand("HAND-1"));
        var before = temporary.Read("open/HAND-1.yaml");
        await temporary.Store.UpdateAsync(Id, static t => t with { Priority = TicketPriority.Low });
        LineDifference.AssertOnly(before, temporary.Read("open/HAND-1.yaml"), "priority:", "updated_at:");
        Assert.Contains("priority:   low\n", temporary.Read("open/HAND-1.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_FileWrittenByHand_ReadsToTheRightValues()
    {
        await using var temporary = await OpenAsync(TicketText.ByHand("HAND-1"));
        var ticket = (await temporary.Store.GetAsync(Id))!;
        Assert.Equal(
            ("Broken   login", TicketPriority.High, "First line.\n\n  Indented.\n"), (ticket.Title, ticket.Priority, ticket.Description));
        Assert.Equal(["bug", "no"], ticket.Labels);
        Assert.Equal(("61e83410", "Zoë", "folded text"), (ticket.Comments[0].Id, ticket.Comments[0].Author, ticket.Comments[0].Content));
        Assert.Equal(new DateTimeOffset(2025, 3, 1, 10, 0, 0, TimeSpan.Zero), ticket.CreatedAt);
    }

    [Fact]
    public async Task Update_WithCarriageReturns_KeepsEveryOne()
    {
        var text = TicketText.ByHand("HAND-1").ReplaceLineEndings("\r\n");
        await using var temporary = await OpenAsync(text);
        await temporary.Store.UpdateAsync(Id, static t => t with { Title = "Fixed", Labels = [.. t.Labels, "new"] });
        var after = temporary.Read("open/HAND-1.yaml");
        Assert.Equal(after.Count(static c => c == '\n'), after.Split("\r\n").Length - 1);
        var (removed, added) = LineDifference.Between(text, after);
        Assert.Equal((2, 3), (removed.Count, added.Count));
    }

    [Fact]
    public async Task Update_Comment_AddsItsLinesAndTouchesNoOther()
    {
        await using var temporary = await OpenAsync(TicketText.ByHand("HAND-1"));
        var before = temporary.Read("open/HAND-1.yaml");
        await temporary.Store.UpdateAsync(Id, static t => t with
        {
            Comments =
            [
                .. t.Comments,
                new() { Id = "aaaaaaaa", Author = "bob", Email = "b@example.org", Content = "Second", CreatedAt = t.CreatedAt },
            ],
        });
        var (removed, added) = LineDifference.Between(before, temporary.Read("open/HAND-1.yaml"));
        Assert.StartsWith("updated_at", Assert.Single(removed), StringComparison.Ordinal);
        Assert.Equal(6, added.Count);
        Assert.Contains("    mood: grim\n", temporary.Read("open/HAND-1.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_WithoutAChange_LeavesFileTimeAndFeed()
    {
        await using var temporary = await OpenAsync(TicketText.ByHand("HAND-1"));
        var (bytes, written, position) =
            (temporary.Bytes("open/HAND-1.yaml"), File.GetLastWriteTimeUtc(
                temporary.PathOf("open/HAND-1.yaml")), await temporary.Store.Feed.GetPositionAsync());
        await temporary.Store.UpdateAsync(Id, static t => t with { Labels = ["bug", "no"], Title = "Broken   login" });
        var ticket = (await temporary.Store.GetAsync(Id))!;
        await temporary.Store.CommitAsync(new ChangeSet(DocumentChange.Update(ticket)));
        Assert.Equal(bytes, temporary.Bytes("open/HAND-1.yaml"));
        Assert.Equal(
            (written, position),
            (File.GetLastWriteTimeUtc(temporary.PathOf("open/HAND-1.yaml")), await temporary.Store.Feed.GetPositionAsync()));
    }

    [Fact]
    public async Task Update_Status_MovesTheFileWithEverythingInIt()
    {
        await using var temporary = await OpenAsync(TicketText.ByHand("HAND-1"));
        var before = temporary.Read("open/HAND-1.yaml");
        await temporary.Store.UpdateAsync(Id, static t => t with { Status = TicketStatus.Closed });
        Assert.False(temporary.Exists("open/HAND-1.yaml"));
        LineDifference.AssertOnly(before, temporary.Read("closed/HAND-1.yaml"), "status:", "updated_at:");
    }

    [Fact]
    public async Task Update_EpicAndBacklogItemByHand_ChangesOnlyTheirLines()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        const string epic =
            "# big\nid: BIG-1\ntitle:  'Big'\nwho_knows: 1\nticket_ids: [ A-1,  B-1 ]  # two\nupdated_at: '2025-03-01T10:00:00.000001'\n";
        const string item =
            "id: REMEMB-1\ntitle: Remember\npriority: low # for now\nextra: {a: 1}\nupdated_at: '2025-03-01T10:00:00.000001'\n";
        temporary.Write("epics/BIG-1.yaml", epic);
        temporary.Write("backlog/REMEMB-1.yaml", item);
        await temporary.Store.UpdateAsync<Epic>(EpicId.Parse("BIG-1").Key, static e => e with { Title = "Bigger" });
        await temporary.Store.UpdateAsync<BacklogItem>(
            BacklogItemId.Parse("REMEMB-1").Key, static i => i with { Priority = TicketPriority.High });
        LineDifference.AssertOnly(epic, temporary.Read("epics/BIG-1.yaml"), "title:", "updated_at:");
        LineDifference.AssertOnly(item, temporary.Read("backlog/REMEMB-1.yaml"), "priority:", "updated_at:");
        Assert.Contains("priority: high # for now", temporary.Read("backlog/REMEMB-1.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_JsonByHand_ChangesOnlyItsLines()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        const string agent = "{\n    \"name\" : \"Bot\",\n    \"id\": \"AGENT-BOT\",\n    \"unknown\": [1,   2.50, null],\n    " +
            "\"description\": \"caf\\u00e9\",\n    \"max_concurrent_tasks\":   1,\n    \"updated_at\": \"2025-03-01T10:00:00.000001\"\n}";
        const string task = "{\n  \"id\": \"0000000A\",\n  \"ticket_id\": \"A-1\",\n  \"agent_id\": \"AGENT-BOT\",\n  \"task_type\": " +
            "\"code\",\n  \"description\": \"d\",\n  \"context\": {\"n\": 1e3, \"x\": []},\n  \"status\": \"assigned\"\n}\n";
        temporary.Write("agents/AGENT-BOT.json", agent);
        temporary.Write("tasks/0000000A.json", task);
        await temporary.Store.UpdateAsync<Agent>(AgentId.Parse("AGENT-BOT").Key, static a => a with { MaxConcurrentTasks = 4 });
        await temporary.Store.UpdateAsync<AgentTask>(
            AgentTaskId.Parse("0000000A").Key, static t => t with { Status = AgentTaskStatus.InProgress });
        LineDifference.AssertOnly(agent, temporary.Read("agents/AGENT-BOT.json"), "\"max_concurrent_tasks\":", "\"updated_at\"");
        LineDifference.AssertOnly(task, temporary.Read("tasks/0000000A.json"), "\"status\"");
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("no")]
    [InlineData("on")]
    [InlineData("1.0")]
    [InlineData("0123")]
    [InlineData("0x1F")]
    [InlineData("1e3")]
    [InlineData("12:30:45")]
    [InlineData("2024-01-02")]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData("=")]
    [InlineData("<<")]
    [InlineData("@x")]
    [InlineData("`x`")]
    [InlineData("%x")]
    [InlineData("- x")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData("\u0085\u2028\u2029 end")]
    [InlineData("nul \0 bell \a esc \u001b")]
    [InlineData("two\nlines")]
    [InlineData("\uFEFFbom")]
    [InlineData("🎉\u202Ertl")]
    public async Task Create_OddTitle_ComesBackTheSame(string title)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("x", t => WithText(t, title));
        await temporary.ReopenAsync();
        var read = (await temporary.Store.GetAsync(ticket.Id))!;
        Assert.Equal((title, title + "\n" + title), (read.Title, read.Description));
        Assert.Equal(ticket.Labels, read.Labels);
    }

    private static Ticket WithText(Ticket ticket, string text) => ticket with { Title = text, Description = text + "\n" + text, Labels = [text] };

    private static async Task<TemporaryStore> OpenAsync(string text)
    {
        var temporary = await TemporaryStore.CreateAsync();
        temporary.Write("open/HAND-1.yaml", text);
        await temporary.Store.RefreshAsync();
        return temporary;
    }
}
