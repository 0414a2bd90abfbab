namespace RepoTickets.Storage.Tests.Store;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("Привет, мир", "TICKET-1")]
    [InlineData("über uns", "UBER-1")]
    [InlineData("日本語のタイトル", "TICKET-1")]
    [InlineData("snake_case name", "SNAKE-1")]
    [InlineData("🎉 party", "PARTY-1")]
    [InlineData("  --- ", "TICKET-1")]
    [InlineData("../../etc/passwd", "ETC-1")]
    [InlineData("con", "TICKET-1")]
    [InlineData("Straße", "STRASSE-1")]
    [InlineData("a very long title", "A-1")]
    [InlineData("Internationalisation", "INTERNAT-1")]
    [InlineData("1.0 release", "1-1")]
    public async Task Create_TitleOfAnyScript_GivesAValidIdentifier(string title, string expected)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync(title);
        Assert.Equal(expected, ticket.Id.Value);
        await temporary.ReopenAsync();
        Assert.Equal(title, (await temporary.Store.GetAsync(ticket.Id))!.Title);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Commit_ChosenAndGivenIdentifiersTogether_AreDifferent(bool givenFirst)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        DocumentChange[] changes =
        [
            DocumentChange.Create(new Ticket { Id = TicketId.Parse("LOGIN-1"), Title = "Given" }),
            DocumentChange.Create(new Ticket { Title = "Login fails" }),
        ];
        var result = await temporary.Store.CommitAsync(new(givenFirst ? changes : [.. changes.Reverse()]));
        Assert.Equal(["LOGIN-1", "LOGIN-2"], result.Documents.Select(static document => document!.Key.Id).Order());
        Assert.Equal("Given", (await temporary.Store.GetAsync(TicketId.Parse("LOGIN-1")))!.Title);
        Assert.Equal("Login fails", (await temporary.Store.GetAsync(TicketId.Parse("LOGIN-2")))!.Title);
        Assert.Equal(2, (await temporary.Store.ListAsync<Ticket>()).Documents.Count);
    }

    [Fact]
    public async Task Create_WithTheIdentifierOfADeletedDocument_IsRefused()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var (one, two) = (TicketId.Parse("LOGIN-1"), TicketId.Parse("LOGIN-2"));
        await temporary.Store.CreateAsync("Login");
        var before = await temporary.Store.CreateAsync("Login");
        await temporary.Store.DeleteAsync(two);
        var exception = await Assert.ThrowsAsync<InvalidDocumentException>(async () =>
            await temporary.Store.CreateAsync(new Ticket { Id = two, Title = "Another" }));
        Assert.Contains("LOGIN-2 was deleted", exception.Message, StringComparison.Ordinal);

        // What is there is told as ever; what was deleted can be put back; what is above was never given out.
        await Assert.ThrowsAsync<VersionConflictException>(async () => await temporary.Store.CreateAsync(new Ticket { Id = one, Title = "Another" }));
        await temporary.Store.CreateAsync(new Ticket { Id = TicketId.Parse("LOGIN-3"), Title = "Chosen" });
        await temporary.Store.CommitAsync(new(DocumentChange.Create(before)) { MayReuseIdentifiers = true });
        await temporary.Store.DeleteAsync(two);
        await temporary.Store.CommitAsync(new(DocumentChange.Restore(before)));
        Assert.Equal("Login", (await temporary.Store.GetAsync(two))!.Title);
    }

    [Fact]
    public async Task Create_AfterDeletions_NeverGivesANumberAgain()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        for (var i = 1; i <= 3; i++)
        {
            Assert.Equal($"LOGIN-{i}", (await temporary.Store.CreateAsync("Login")).Id.Value);
        }

        await temporary.Store.DeleteAsync(TicketId.Parse("LOGIN-1"));
        await temporary.Store.DeleteAsync(TicketId.Parse("LOGIN-3"));
        Assert.Equal("LOGIN-4", (await temporary.Store.CreateAsync("Login")).Id.Value);
        await temporary.Store.DeleteAsync(TicketId.Parse("LOGIN-4"));
        await temporary.Store.DeleteAsync(TicketId.Parse("LOGIN-2"));
        await temporary.ReopenAsync();
        Assert.Equal("LOGIN-5", (await temporary.Store.CreateAsync("Login")).Id.Value);
        Assert.Equal("OTHER-1", (await temporary.Store.CreateAsync("Other")).Id.Value);
    }

    [Fact]
    public async Task Create_AfterDeletingAllAndOurOwnFolder_StillGivesANewNumber()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync("Login");
        await temporary.Store.CreateAsync("Login");
        var keys = new[] { "LOGIN-2", "LOGIN-1" }.Select(static id => TicketId.Parse(id)).ToList();
        var tickets = await temporary.Store.GetManyAsync(keys);
        await temporary.Store.CommitAsync(new ChangeSet([.. tickets.Select(static t => DocumentChange.Delete(t!))]));
        await temporary.CloseAsync();
        Directory.Delete(temporary.PathOf(".sdk"), recursive: true);
        await temporary.ReopenAsync();
        Assert.Equal("LOGIN-3", (await temporary.Store.CreateAsync("Login")).Id.Value);
    }

    [Fact]
    public async Task Create_EpicsAndBacklogItems_DoNotReuseNumbersEither()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var epic = await temporary.Store.CreateAsync(new Epic { Title = "Auth" });
        var item = await temporary.Store.CreateAsync(new BacklogItem { Title = "Auth" });
        Assert.True(await temporary.Store.DeleteAsync(epic.Key));
        Assert.True(await temporary.Store.DeleteAsync(item.Key));
        await temporary.ReopenAsync();
        Assert.Equal("AUTH-2", (await temporary.Store.CreateAsync(new Epic { Title = "Auth" })).Id.Value);
        Assert.Equal("AUTH-2", (await temporary.Store.CreateAsync(new BacklogItem { Title = "Auth" })).Id.Value);
        Assert.Equal("AUTH-1", (await temporary.Store.CreateAsync("Auth")).Id.Value);
    }

    [Fact]
    public async Task Create_ManyInOneChangeSet_NumbersThemInOrder()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var result = await temporary.Store.CommitAsync(
            new ChangeSet([.. Enumerable.Range(0, 5).Select(static _ => DocumentChange.Create(new Ticket { Title = "Same" }))]));
        Assert.Equal(["SAME-1", "SAME-2", "SAME-3", "SAME-4", "SAME-5"], result.Documents.Select(static d => d!.Key.Id));
    }

    [Fact]
    public async Task Create_WithOwnIdentifier_TakesItOrReportsTheOther()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync(new Ticket { Id = TicketId.Parse("LOGIN-7"), Title = "x" });
        Assert.Equal("LOGIN-8", (await temporary.Store.CreateAsync("login")).Id.Value);
        var conflict = await Assert.ThrowsAsync<VersionConflictException>(async () =>
            await temporary.Store.CreateAsync(new Ticket { Id = TicketId.Parse("LOGIN-7"), Title = "y" }));
        Assert.Equal((ticket.Key, DocumentVersion.None, ticket.Version), (conflict.Key, conflict.Expected, conflict.Actual));
        Assert.Equal("x", (await temporary.Store.GetAsync(ticket.Id))!.Title);
    }

    [Fact]
    public async Task Create_WithTheIdentifierOfAClosedTicket_IsAConflict()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync(new Ticket { Id = TicketId.Parse("A-1"), Title = "x", Status = TicketStatus.Closed });
        await Assert.ThrowsAsync<VersionConflictException>(async () =>
            await temporary.Store.CreateAsync(new Ticket { Id = TicketId.Parse("A-1"), Title = "y" }));
        Assert.False(temporary.Exists("open/A-1.yaml"));
    }

    [Fact]
    public async Task Create_NextToAFileThatCannotBeRead_LeavesItsNumberAlone()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.Write("open/LOGIN-1.yaml", "id: [broken");
        temporary.Write("open/LOGIN-2.yaml", "");
        await temporary.Store.RefreshAsync();
        Assert.Equal("LOGIN-3", (await temporary.Store.CreateAsync("Login")).Id.Value);
        Assert.Equal("id: [broken", temporary.Read("open/LOGIN-1.yaml"));
    }

    [Fact]
    public async Task Create_InTwoStoresAtOnce_NeverTakesTheSame()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.Durability = Durability.Buffered);
        await using var other = await temporary.OpenAnotherAsync();
        var work = new[] { temporary.Store, other }.SelectMany(static store => Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var ids = new List<string>();
            for (var i = 0; i < 15; i++)
            {
                ids.Add((await store.CreateAsync("Race")).Id.Value);
            }

            return ids;
        })));
        var all = (await Task.WhenAll(work)).SelectMany(static ids => ids).ToList();
        Assert.Equal(120, all.Distinct().Count());
        Assert.Equal(120, Directory.GetFiles(temporary.PathOf("open"), "RACE-*.yaml").Length);
        Assert.Equal(120, (await other.GetStatisticsAsync()).Total);
        Assert.Equal(120, (await temporary.Store.GetStatisticsAsync()).Total);
    }

    [Fact]
    public async Task Create_WithPrefixAndNumber_TakesThePrefixOfTheConfiguration()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.IdScheme = TicketIdScheme.PrefixNumber);
        Assert.Equal("TICKET-1", (await temporary.Store.CreateAsync("Login")).Id.Value);
        temporary.Write(
            "config.yaml", temporary.Read("config.yaml").Replace("id_prefix: TICKET", "id_prefix: WEB", StringComparison.Ordinal));
        Assert.Equal("WEB-1", (await temporary.Store.CreateAsync("Login")).Id.Value);
        Assert.Equal("WEB-2", (await temporary.Store.CreateAsync("Other")).Id.Value);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/etc/x")]
    [InlineData("lower")]
    [InlineData("A B")]
    public async Task Create_WithAPrefixThatIsNone_IsRefusedAndTouchesNothing(string prefix)
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.IdScheme = TicketIdScheme.PrefixNumber);
        temporary.Write("config.yaml", $"id_prefix: '{prefix}'\n");
        var before = temporary.Snapshot();
        var exception = await Assert.ThrowsAsync<DocumentFaultException>(async () => await temporary.Store.CreateAsync("Login"));
        Assert.Equal("config.yaml", exception.Fault.Path);
        Assert.Contains("id_prefix", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, temporary.Snapshot());
    }

    [Fact]
    public async Task Create_TimeOrdered_SortsByTime()
    {
        var time = FakeTime.AtNoon();
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.IdScheme = TicketIdScheme.TimeOrdered, time);
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await temporary.Store.CreateAsync("Login")).Id.Value);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.All(ids, static id => Assert.Matches("^TICKET-[0-9A-HJKMNP-TV-Z]{10}$", id));
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(5, ids.Distinct().Count());
    }

    [Fact]
    public async Task Create_AgentsOfOneName_GetNumbers()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((await temporary.Store.CreateAsync(new Agent { Name = "Test bot" })).Id.Value);
        }

        Assert.Equal(["AGENT-TEST-BOT", "AGENT-TEST-BOT-1", "AGENT-TEST-BOT-2"], ids);
    }

    [Fact]
    public async Task Create_AHugeNumberPresent_GoesOn()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.Write("open/BIG-999999999.yaml", TicketText.Minimal("BIG-999999999"));
        temporary.Write("open/BIG-99999999999999999999.yaml", TicketText.Minimal("BIG-99999999999999999999"));
        await temporary.Store.RefreshAsync();
        var one = await temporary.Store.CreateAsync("big");
        var two = await temporary.Store.CreateAsync("big");
        Assert.NotEqual(one.Id, two.Id);
        Assert.Equal(4, (await temporary.Store.GetStatisticsAsync()).Total);
    }

    [Fact]
    public async Task Create_BesideAnIdentifierWithTheLargestNumber_TakesTheNextSmallOne()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        foreach (var id in (string[])["LOGIN-2147483647", "LOGIN-7", "LOGIN-99999999999"])
        {
            temporary.Write($"open/{id}.yaml", TicketText.Minimal(id));
        }

        await temporary.Store.RefreshAsync();

        Assert.Equal("LOGIN-8", (await temporary.Store.CreateAsync("Login")).Id.Value);
        await temporary.ReopenAsync();
        Assert.Equal("LOGIN-9", (await temporary.Store.CreateAsync("Login")).Id.Value);
    }
}
