using System.Text;
using RepoTickets.Batch.Tests.Support;

namespace RepoTickets.Batch.Tests.Files;

public sealed class ImportTests
{
    [Fact]
    public async Task ImportAsync_CreateWithAndWithoutId_CreatesWithDefaultsOfTheRepository()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var result = await ImportAsync(temporary, ImportFormat.Create, """
            [
              {"title": "Login fails", "priority": "high", "labels": ["bug", "bug", " ui "], "estimated_hours": 2.5},
              {"id": "FIXED-7", "title": "Export", "created_at": "2024-02-03T04:05:06.789", "comments": [{"author": "ann", "content": "Hm."}]},
              {"id": "?p", "title": "Placeholder", "blocked_by": ["FIXED-7"]},
              {"title": "Refers", "blocked_by": ["?p"], "assignee": null}
            ]
            """);

        Assert.True(result.Success, string.Join('\n', result.Errors));
        Assert.Equal(["LOGIN-1", "FIXED-7", "PLACEHOL-1", "REFERS-1"], result.CreatedIds.Select(static id => id.Value));
        var all = await TemporaryStore.ReadAllAsync(temporary.Store);
        Assert.Equal(["bug", "ui"], all["LOGIN-1"].Labels);
        Assert.Equal(
            (TicketPriority.High, 2.5, TicketStatus.Open), (all["LOGIN-1"].Priority, all["LOGIN-1"].EstimatedHours, all["LOGIN-1"].Status));
        Assert.Equal(new DateTimeOffset(2024, 2, 3, 4, 5, 6, 789, TimeSpan.Zero), all["FIXED-7"].CreatedAt);
        Assert.Equal(8, Assert.Single(all["FIXED-7"].Comments).Id.Length);
        Assert.Equal(["PLACEHOL-1"], all["REFERS-1"].BlockedBy.Select(static id => id.Value));
    }

    [Fact]
    public async Task ImportAsync_ItemWithUnreadableAndForbiddenValues_TellsOfBothAtOnce()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var result = await ImportAsync(temporary, ImportFormat.Create, """[{"title": "One", "colour": "red", "status": "done", "story_points": 1.5}]""");
        Assert.Equal(["colour", "story_points", "status"], result.Errors.Select(static error => error.Field));
        Assert.Contains("done", result.Errors[2].Reason, StringComparison.Ordinal);
        Assert.Equal((1, 46), (result.Errors[2].Line, result.Errors[2].Column));

        var one = await temporary.Store.CreateAsync("One");
        result = await ImportAsync(temporary, ImportFormat.Update, """{"ONE-1": {"colour": "red", "status": "done", "labels": 5}}""");
        Assert.Equal(["colour", "labels", "status"], result.Errors.Select(static error => error.Field));
        result = await ImportAsync(temporary, ImportFormat.Update, """{"ONE-1": {"status": "done"}}""");
        Assert.Equal("status", Assert.Single(result.Errors).Field);
        Assert.Equal(one, await temporary.Store.GetAsync(one.Id));
    }

    [Theory]
    [InlineData(ImportFormat.Create, BatchMode.Atomic, false)]
    [InlineData(ImportFormat.Create, BatchMode.Atomic, true)]
    [InlineData(ImportFormat.CreateLines, BatchMode.BestEffort, false)]
    [InlineData(ImportFormat.CreateLines, BatchMode.BestEffort, true)]
    public async Task ImportAsync_TicketsThatReferToWhatIsNotThere_AreImportedAndToldOf(ImportFormat format, BatchMode mode, bool isDryRun)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync(new Epic { Id = EpicId.Parse("HERE-1"), Title = "Here" });
        string[] tickets =
        [
            """{"id": "LOGIN-1", "title": "Login", "epic_id": "CORE-1", "blocked_by": ["LOGIN-2", "GONE-1"]}""",
            """{"id": "LOGIN-2", "title": "Login", "epic_id": "CORE-1", "blocks": ["LOGIN-1"]}""",
            """{"id": "LOGIN-3", "title": "Login", "epic_id": "HERE-1", "related_to": ["LOGIN-3"]}""",
        ];
        var text = format == ImportFormat.Create ? $"[{string.Join(',', tickets)}]" : string.Join('\n', tickets);
        var result = await ImportAsync(temporary, format, text, new() { Mode = mode, IsDryRun = isDryRun });
        Assert.True(result.Success, string.Join('\n', result.Errors));
        Assert.Equal(
            ["Ticket LOGIN-1 (blocked_by) Ticket GONE-1", "Ticket LOGIN-1 (epic_id) Epic CORE-1"],
            result.DanglingReferences.Select(static reference => $"{reference} {reference.To}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ImportAsync_IdentifierOfADeletedTicket_IsRefused()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("Login");
        await temporary.Store.DeleteAsync(ticket.Id);
        var result = await ImportAsync(temporary, ImportFormat.Create, """[{"id": "LOGIN-1", "title": "Another"}, {"title": "Fine"}]""");
        Assert.False(result.Success);
        Assert.Contains("LOGIN-1 was deleted", Assert.Single(result.Errors).Reason, StringComparison.Ordinal);
        Assert.Empty((await temporary.Store.ListAsync<Ticket>()).Documents);

        // Identifiers of another program mean there what they meant.
        foreach (var mode in Enum.GetValues<BatchMode>())
        {
            result = await BatchExecutor.Create(temporary.Store).ExecuteAsync(
                new([BatchOperation.Create(new Ticket { Id = ticket.Id, Title = "Again" })]) { Mode = mode, MayReuseIdentifiers = true });
            Assert.Equal([ticket.Id], result.CreatedIds);
            await temporary.Store.DeleteAsync(ticket.Id);
        }
    }

    [Theory]
    [InlineData(ImportFormat.Create, BatchMode.Atomic)]
    [InlineData(ImportFormat.Create, BatchMode.BestEffort)]
    [InlineData(ImportFormat.CreateLines, BatchMode.Atomic)]
    [InlineData(ImportFormat.CreateLines, BatchMode.BestEffort)]
    public async Task ImportAsync_MayReuseIdentifiers_TakesThatOfADeletedTicket(ImportFormat format, BatchMode mode)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("Login");
        await temporary.Store.DeleteAsync(ticket.Id);
        var text = format == ImportFormat.Create ? """[{"id": "LOGIN-1", "title": "Back"}]""" : """{"id": "LOGIN-1", "title": "Back"}""";
        var result = await ImportAsync(temporary, format, text, new() { Mode = mode, MayReuseIdentifiers = true });
        Assert.Equal([ticket.Id], result.CreatedIds);
    }

    [Fact]
    public async Task ImportAsync_FaultsOfAllKinds_AreReportedAtOnceWithLineAndColumn()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var result = await ImportAsync(temporary, ImportFormat.Create, """
            [
              {"title": "Fine"},
              {"title": 5, "colour": "red"},
              {"titel": "Ünï", "priority": "HIGH"},
              {"title": "Twice", "title": "Again"},
              {"title": "Ü", "story_points": 1.5, "created_at": "yesterday"},
              {"title": "Nested", "comments": [{"author": "a", "content": "x"}, {"author": "a", "text": "y"}]},
              {"title": "Unknown status", "status": "done"},
              {"title": "Reference", "blocked_by": ["not an id"], "labels": "bug"},
              "text"
            ]
            """);

        Assert.Equal((BatchOutcome.Refused, 0), (result.Outcome, result.Items.Count));
        Assert.Equal(
            [
                (3, 13, 1, "title"), (3, 16, 1, "colour"),
                (4, 4, 2, "titel"), (4, 32, 2, "priority"), (4, 3, 2, "title"),
                (5, 22, 3, ""),
                (6, 34, 4, "story_points"), (6, 53, 4, "created_at"),
                (7, 85, 5, "comments[1].text"), (7, 69, 5, "comments[1].content"),
                (8, 41, 6, "status"),
                (9, 41, 7, "blocked_by[0]"), (9, 65, 7, "labels"),
                (10, 3, 8, ""),
            ],
            result.Errors.Select(static error => (error.Line, error.Column, error.Index, error.Field)));
        Assert.Equal(0, await temporary.Store.Feed.GetPositionAsync());
    }

    [Theory]
    [InlineData(ImportFormat.Create, "[{\"title\": \"Right\"},\n{\"titel\": \"Wrong\"},\n\"text\", {\"title\": \"Other\"}]", new[] { "RIGHT-1", "OTHER-1" }, new[] { 2, 2, 3 })]
    [InlineData(ImportFormat.Update, "{\"A-1\": {\"title\": \"B\"},\n\"A-2\": {\"colour\": 1}}", new[] { "A-1" }, new[] { 2 })]
    [InlineData(ImportFormat.Delete, "[\"A-1\",\n7]", new[] { "A-1" }, new[] { 2 })]
    public async Task ImportAsync_BestEffortWithFaultsOfElements_DoesTheOthers(ImportFormat format, string text, string[] done, int[] lines)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CommitAsync(new(DocumentChange.Create(new Ticket { Id = TicketId.Parse("A-1"), Title = "A" })));

        var result = await ImportAsync(temporary, format, text, new() { Mode = BatchMode.BestEffort });

        Assert.Equal(BatchOutcome.PartlyCommitted, result.Outcome);
        Assert.Equal(done, result.CreatedIds.Concat(result.UpdatedIds).Concat(result.DeletedIds).Select(static id => id.Value));
        Assert.Equal(lines, result.Errors.Select(static error => error.Line));
    }

    [Theory]
    [InlineData("[{\"title\": \"Right\"},\n{\"titel\": \"Wrong\"},\n")]
    [InlineData("[{\"title\": \"Right\"}, 1, 2, 3]")]
    public async Task ImportAsync_BestEffortWithAFileThatIsNotReadToItsEnd_DoesNothing(string text)
    {
        await using var temporary = await TemporaryStore.CreateAsync();

        var result = await ImportAsync(temporary, ImportFormat.Create, text, new() { Mode = BatchMode.BestEffort, MaximumProblems = 2 });

        Assert.Equal(BatchOutcome.Refused, result.Outcome);
        Assert.Equal(0, await temporary.Store.Feed.GetPositionAsync());
    }

    [Fact]
    public async Task ImportAsync_UpdateWithKeysThatAreNoText_ReportsEachWithItsPlace()
    {
        await using var temporary = await TemporaryStore.CreateAsync();

        var result = await ImportAsync(
            temporary, ImportFormat.Update, "{\"\\ud800\": {},\n \"\\ud801\": {\"title\": \"A\"},\n \"no id\": {}}");

        Assert.Equal([(1, 2, 0), (2, 2, 1), (3, 2, 2)], result.Errors.Select(static error => (error.Line, error.Column, error.Index)));
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("[{\"title\": \"A\"}", 1, 16)]
    [InlineData("[\n{\"title\": \"A\"},\n]", 3, 1)]
    [InlineData("[] []", 1, 4)]
    [InlineData("{}", 1, 1)]
    [InlineData("[{\"title\": \"\\ud800\"}]", 1, 12)]
    [InlineData("[{title: 1}]", 1, 3)]
    public async Task ImportAsync_NotJson_IsRefusedWithThePlace(string text, int line, int column)
    {
        await using var temporary = await TemporaryStore.CreateAsync();

        var error = Assert.Single((await ImportAsync(temporary, ImportFormat.Create, text)).Errors);

        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Fact]
    public async Task ImportAsync_InvalidUtf8AndDeepNesting_AreRefused()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var files = BatchExecutor.CreateFiles(temporary.Store);
        using var torn = new MemoryStream([.. "[{\"title\": \""u8, 0xC3, 0x28, .. "\"}]"u8]);
        using var deep = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[", 100_000))));

        Assert.Single((await files.ImportAsync(torn, ImportFormat.Create)).Errors);
        Assert.Contains("64", Assert.Single((await files.ImportAsync(deep, ImportFormat.Create)).Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_MoreFaultsThanAreReported_StopsThere()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var text = $"[{string.Join(",\n", Enumerable.Repeat("""{"title": 1}""", 500))}]";

        Assert.Equal(100, (await ImportAsync(temporary, ImportFormat.Create, text)).Errors.Count);
        Assert.Equal(3, (await ImportAsync(temporary, ImportFormat.Create, text, new() { MaximumProblems = 3 })).Errors.Count);
    }

    [Fact]
    public async Task ImportAsync_Update_SetsAndClearsFieldsAndSaysWhereItFails()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var store = temporary.Store;
        await store.CreateAsync(
            new Ticket { Title = "Login", Assignee = "bob", StoryPoints = 3, Labels = ["bug"], EpicId = EpicId.Parse("BIG-1") });

        var good = await ImportAsync(temporary, ImportFormat.Update, """
            {"LOGIN-1": {"assignee": null, "story_points": null, "epic_id": null, "labels": null, "status": "in-progress",
              "requirements": [{"title": "Fast", "status": "approved"}], "requirements_status": "review"}}
            """);
        var bad = await ImportAsync(temporary, ImportFormat.Update, """
            {
              "ABSENT-1": {"status": "open"},
              "LOGIN-1": {
                "status": "done",
                "comments": [{"author": "a", "content": " "}]
              }
            }
            """);

        Assert.True(good.Success, string.Join('\n', good.Errors));
        Assert.Equal(
            ["status", "assignee", "labels", "story_points", "epic_id", "requirements", "requirements_status"],
            good.Items[0].Fields.Order(new FileOrder()));
        var ticket = (await store.GetAsync(TicketId.Parse("LOGIN-1")))!;
        Assert.Equal((null, null, null, TicketStatus.InProgress), (ticket.Assignee, ticket.StoryPoints, ticket.EpicId, ticket.Status));
        Assert.Empty(ticket.Labels);
        Assert.Equal((RequirementStatus.Approved, "Fast"), (ticket.Requirements[0].Status, ticket.Requirements[0].Title));
        Assert.Equal(
            [(2, 3, ""), (4, 15, "status"), (5, 45, "comments[0].content")],
            bad.Errors.Select(static error => (error.Line, error.Column, error.Field)));
    }

    [Theory]
    [InlineData("""{"LOGIN-1": {"id": "B-1"}}""", 1, 14)]
    [InlineData("""{"LOGIN-1": {"created_at": null}}""", 1, 28)]
    [InlineData("""{"LOGIN-1": {"title": null}}""", 1, 23)]
    [InlineData("""{"login": {"title": "x"}}""", 1, 2)]
    [InlineData("""{"LOGIN-1": []}""", 1, 13)]
    [InlineData("""{"LOGIN-1": {"title": "A"}, "LOGIN-1": {"title": "B"}}""", 1, 29)]
    public async Task ImportAsync_UpdateThatCannotBe_IsRefused(string text, int line, int column)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync(new Ticket { Title = "Login" });

        var error = Assert.Single((await ImportAsync(temporary, ImportFormat.Update, text)).Errors);

        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Theory]
    [InlineData(ImportFormat.Delete, """["LOGIN-1", "EXPORT-1"]""")]
    [InlineData(ImportFormat.DeleteLines, "\uFEFFLOGIN-1\r\n\r\n# not this one\n  EXPORT-1")]
    public async Task ImportAsync_Delete_DeletesThem(ImportFormat format, string text)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync(new Ticket { Title = "Login" });
        await temporary.Store.CreateAsync(new Ticket { Title = "Export" });

        var result = await ImportAsync(temporary, format, text);

        Assert.Equal(["LOGIN-1", "EXPORT-1"], result.DeletedIds.Select(static id => id.Value));
    }

    [Fact]
    public async Task ImportAsync_DeleteOfWhatIsNoId_SaysWhere()
    {
        await using var temporary = await TemporaryStore.CreateAsync();

        var result = await ImportAsync(temporary, ImportFormat.Delete, "[\n  \"../../victim\", 5, \"ABSENT-1\"]");

        Assert.Equal([(2, 3), (2, 19)], result.Errors.Select(static error => (error.Line, error.Column)));
    }

    [Fact]
    public async Task ImportAsync_FileLongerThanAllowed_IsRefused()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        using var stream = new MemoryStream(new byte[2000]);

        var result = await BatchExecutor.CreateFiles(temporary.Store, new() { MaximumFileBytes = 1024 }).ImportAsync(
            stream, ImportFormat.Create);

        Assert.Contains("1024 bytes", Assert.Single(result.Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_Cancelled_LeavesNothing()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        using var stream = new MemoryStream("[{\"title\": \"A\"}]"u8.ToArray());

        var result = await BatchExecutor.CreateFiles(temporary.Store).ImportAsync(
            stream, ImportFormat.Create, cancellationToken: new CancellationToken(canceled: true));

        Assert.Equal(BatchOutcome.Cancelled, result.Outcome);
        Assert.Equal(0, await temporary.Store.Feed.GetPositionAsync());
    }

    private static async Task<BatchResult> ImportAsync(
        TemporaryStore temporary, ImportFormat format, string text, ImportOptions? options = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await BatchExecutor.CreateFiles(temporary.Store, new() { TimeZone = TimeZoneInfo.Utc }).ImportAsync(stream, format, options);
    }

    /// <summary>As the fields stand in a ticket's file.</summary>
    private sealed class FileOrder : IComparer<string>
    {
        private static readonly List<string> Names =
        [
            .. RepoTickets.Batch.Fields.TicketFields.Table.Fields.Select(static field => field.Name),
        ];

        public int Compare(string? x, string? y) => Names.IndexOf(x!).CompareTo(Names.IndexOf(y!));
    }
}
