namespace RepoTickets.Cli.Tests.Importing;

public sealed class BeadsImportTests : ImportTestBase
{
    private const string Issues =
        """
        {"id":"bd-a1","title":"Parser","description":"It parses.","design":"By hand.","acceptance_criteria":"- [x] reads\n- [ ] writes","notes":"Slow.","status":"in_progress","priority":0,"issue_type":"epic","assignee":"ann","estimated_minutes":90,"created_at":"2026-01-02T03:04:05Z","created_by":"bob","updated_at":"2026-01-03T03:04:05Z","labels":["core"],"comments":[{"id":1,"issue_id":"bd-a1","author":"carl","text":"Why?","created_at":"2026-01-02T04:00:00Z"}]}
        {"id":"bd-a1.1","title":"Lexer","status":"closed","priority":4,"issue_type":"task","created_at":"2026-01-02T03:04:05Z","updated_at":"2026-01-04T03:04:05Z","closed_at":"2026-01-04T03:04:05Z","close_reason":"Done, and \u001b[31mred","dependencies":[{"issue_id":"bd-a1.1","depends_on_id":"bd-a1","type":"parent-child"}]}
        {"id":"bd-b2","title":"Printer","status":"deferred","priority":2,"created_at":"2026-01-02T03:04:05Z","updated_at":"2026-01-02T03:04:05Z","external_ref":"gh-9","something_new":{"x":1},"dependencies":[{"issue_id":"bd-b2","depends_on_id":"bd-a1.1","type":"blocks"},{"issue_id":"bd-b2","depends_on_id":"bd-a1","type":"discovered-from"},{"issue_id":"bd-b2","depends_on_id":"bd-gone","type":"blocks"}]}
        {"id":"bd-c3","title":"Old","status":"tombstone","priority":2,"deleted_at":"2026-01-02T03:04:05Z"}
        {"_type":"memory","key":"m","value":"x"}

        """;

    [Fact]
    public async Task Import_OfEveryField_CarriesOrKeepsIt()
    {
        Write(".beads/issues.jsonl", Issues);
        var result = await ImportAsync("beads");
        Assert.Equal(3, result.GetProperty("imported").GetArrayLength());
        Assert.Equal(["bd-c3", "m"], result.GetProperty("left_out").EnumerateArray().Select(static item => Text(item, "source_id")));

        var parser = await ShowAsync("BD-A1");
        Assert.Equal(
            ("Parser", "in-progress", "critical", "ann", "bob"),
            (Text(parser, "title"), Text(parser, "status"), Text(parser, "priority"), Text(parser, "assignee"), Text(parser, "reporter")));
        Assert.Equal("It parses.\n\n## Design\n\nBy hand.\n\n## Notes\n\nSlow.", Text(parser, "description"));
        Assert.Equal(["epic", "core", "beads:bd-a1"], Texts(parser, "labels"));
        Assert.Equal(1.5, parser.GetProperty("estimated_hours").GetDouble());
        Assert.Equal(
            [("reads", "verified"), ("writes", "pending")],
            parser.GetProperty("expected_results")
                .EnumerateArray()
                .Select(static item => (Text(item, "description"), Text(item, "status"))));
        Assert.Equal("carl: Why?", Comments(parser));
        Assert.Equal(new DateTimeOffset(2026, 1, 3, 3, 4, 5, TimeSpan.Zero), parser.GetProperty("updated_at").GetDateTimeOffset());

        var lexerId = result.GetProperty("imported")
            .EnumerateArray()
            .First(static item => Text(item, "source_id") == "bd-a1.1")
            .GetProperty("ticket_id")
            .GetString()!;
        var lexer = await ShowAsync(lexerId);
        Assert.Equal(("closed", "low", "BD-A1"), (Text(lexer, "status"), Text(lexer, "priority"), Text(lexer, "parent_ticket_id")));
        Assert.Equal([lexerId], Texts(parser, "child_ticket_ids"));
        Assert.Contains("close_reason: Done, and \u001b[31mred", Comments(lexer), StringComparison.Ordinal);
        Assert.Contains("priority: 4", Comments(lexer), StringComparison.Ordinal);

        var printer = await ShowAsync("BD-B2");
        Assert.Equal([lexerId], Texts(printer, "blocked_by"));
        Assert.Equal(["BD-A1"], Texts(printer, "related_to"));
        foreach (var kept in new[]
        {
            "status: deferred", "external_ref: gh-9", "something_new: {\"x\":1}", "discovered-from bd-a1", "bd-gone",
        })
        {
            Assert.Contains(kept, Comments(printer), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Import_ASecondTime_MakesNoDoublesAndFollowsToThoseThatAreThere()
    {
        var path = Write(".beads/issues.jsonl", Issues);
        await ImportAsync("beads");
        await File.AppendAllTextAsync(
            path,
            """{"id":"bd-d4","title":"New","status":"open","priority":1,"dependencies":[{"issue_id":"bd-d4","depends_on_id":"bd-b2","type":"blocks"}]}""");
        var again = await ImportAsync("beads", ".beads");
        Assert.Equal(["bd-d4"], again.GetProperty("imported").EnumerateArray().Select(static item => Text(item, "source_id")));
        Assert.Equal(["BD-B2"], Texts(await ShowAsync("BD-D4"), "blocked_by"));
        Assert.Equal(4, await CountAsync());
        Assert.Equal(0, (await ImportAsync("beads", path)).GetProperty("imported").GetArrayLength());
    }

    [Fact]
    public async Task Import_ForDryRun_WritesNothing()
    {
        Write(".beads/issues.jsonl", Issues);
        var result = await ImportAsync("beads", ".", "--dry-run");
        Assert.Equal(("planned", 3), (Text(result, "outcome"), result.GetProperty("planned").GetArrayLength()));
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Import_ForPeople_SaysWhatIsKeptAndWhatIsLeftOutSafely()
    {
        Write(".beads/issues.jsonl", Issues.Replace("\"id\":\"bd-c3\"", "\"id\":\"bd-\\u001b[31m\"", StringComparison.Ordinal));
        var answer = await Repository.RunAsync("import", "--from", "beads", ".");
        Assert.Contains("bd-b2 (BD-B2): In a comment: status, dependency", answer.Error, StringComparison.Ordinal);
        Assert.Contains("It was deleted there.", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', answer.Error + answer.Output);
    }

    [Fact]
    public async Task Import_WhereTheIdentifierIsTaken_LetsTheStoreChoose()
    {
        await File.WriteAllTextAsync(
            Path.Join(Repository.Tickets, "open", "BD-A1.yaml"), "id: BD-A1\ntitle: Mine\nstatus: open\npriority: high\n");
        Write(".beads/issues.jsonl", Issues);
        var result = await ImportAsync("beads");
        Assert.Equal("PARSER-1", result.GetProperty("imported")[0].GetProperty("ticket_id").GetString());
        Assert.Equal("Mine", Text(await ShowAsync("BD-A1"), "title"));
    }

    [Theory]
    [InlineData("{\"id\":\"bd-1\",\"title\":\"x\"}\n{\"id\":\"bd-2\",\"ti", "issues.jsonl(2,", "not JSON")]
    [InlineData("{\"id\":\"bd-1\",\"title\":\"x\"}\n<<<<<<< HEAD\n", "issues.jsonl(2,1)", "merge")]
    [InlineData("{\"id\":\"bd-1\",\"title\":\"x\"}\n  {\"id\":\"bd-1\",\"title\":\"y\"}", "issues.jsonl(2,3)", "issues.jsonl(1,1)")]
    [InlineData("{\"id\":\"bd-1\"}", "issues.jsonl(1,1)", "'title'")]
    [InlineData("{\"id\":\"bd-1\",\"title\":\"x\",\"priority\":\"high\"}", "issues.jsonl(1,37)", "'priority'")]
    [InlineData("{\"id\":\"bd-1\",\"title\":\"x\",\"title\":\"y\"}", "issues.jsonl(1,26)", "twice")]
    [InlineData("{\"id\":\"bd-1\",\"title\":\"\\ud800\"}", "issues.jsonl(1,22)", "surrogate")]
    [InlineData("{\"id\":\"bd-1\",\"title\":\"日本\",\"labels\":\"x\"}", "issues.jsonl(1,36)", "a list")]
    [InlineData("[]", "issues.jsonl(1,1)", "object")]
    [InlineData("{} {}", "issues.jsonl(1,4)", "behind the end")]
    public async Task Import_OfWhatIsWrong_IsRefusedAtItsPlace(string text, string place, string reason)
    {
        Write(".beads/issues.jsonl", text);
        await RefusedAsync("beads", ".", place, reason);
    }

    [Fact]
    public async Task Import_OfDeepNesting_IsRefused()
    {
        Write(".beads/issues.jsonl", "{\"id\":\"bd-1\",\"title\":\"x\",\"y\":" + new string('[', 20_000));
        await RefusedAsync("beads", ".", "issues.jsonl(1,", "nested more than 64 levels");
    }

    [Fact]
    public async Task Import_OfBytesThatAreNoText_IsRefused()
    {
        var path = Write(".beads/issues.jsonl", "");
        await File.WriteAllBytesAsync(path, [.. "{\"id\":\"bd-1\"}\n{\"x\":\""u8, 0xFF, .. "\"}"u8]);
        await RefusedAsync("beads", ".", "issues.jsonl(2,7)", "UTF-8");
    }

    [Fact]
    public async Task Import_OfATicketThatTheModelRefuses_NamesItsPlace()
    {
        Write(".beads/issues.jsonl", "{\"id\":\"bd-1\",\"title\":\"fine\"}\n{\"id\":\"bd-2\",\"title\":\"" +
            new string('x', 2_000) + "\"}");
        await RefusedAsync("beads", ".", "(2,1)", "title");
    }

    [Fact]
    public async Task Import_OfNothing_SaysWhatIsMissing()
    {
        var answer = await Repository.RunAsync("import", "--from", "beads", ".");
        Assert.Equal(3, answer.ExitCode);
        Assert.Contains(".beads/issues.jsonl", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfAParentWithoutADependency_FollowsIt()
    {
        Write(
            ".beads/issues.jsonl",
            """
            {"id":"bd-1","title":"Parent"}
            {"id":"bd-2","title":"Child","parent":"bd-1"}
            {"id":"bd-3","title":"Orphan","parent":"bd-gone"}
            {"id":"bd-4","title":"Torn","parent":"bd-2","dependencies":[{"depends_on_id":"bd-1","type":"parent-child"}]}
            """);
        await ImportAsync("beads");
        Assert.Equal("BD-1", Text(await ShowAsync("BD-2"), "parent_ticket_id"));
        Assert.Contains("parent: bd-gone", Comments(await ShowAsync("BD-3")), StringComparison.Ordinal);
        Assert.Equal("BD-1", Text(await ShowAsync("BD-4"), "parent_ticket_id"));
        Assert.Contains("parent: bd-2", Comments(await ShowAsync("BD-4")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfSeveralBrokenLines_TellsAllAtOnce()
    {
        Write(".beads/issues.jsonl", "{\"id\":\"bd-1\"}\n{torn\n\n[]\n{\"id\":\"bd-2\",\"title\":\"x\"}\n<<<<<<< HEAD");
        foreach (var place in new[] { "(1,1)", "(2,", "(4,1)", "(6,1)" })
        {
            await RefusedAsync("beads", ".", "issues.jsonl" + place, "4 faults");
        }
    }

    [Fact]
    public async Task Import_ThatTheBatchRefused_NamesNoTicket()
    {
        Write(".beads/issues.jsonl", "{\"id\":\"bd-1\",\"title\":\"fine\"}\n{\"id\":\"bd-2\",\"title\":\"" +
            new string('x', 2_000) + "\"}");
        var refused = await Repository.RunAsync("import", "--from", "beads", ".", "--format", "json");
        Assert.All(refused.Json.GetProperty("imported")
            .EnumerateArray(), static item => Assert.Equal(System.Text.Json.JsonValueKind.Null, item.GetProperty("ticket_id").ValueKind));
        var partial = await Repository.RunAsync("import", "--from", "beads", ".", "--format", "json", "--no-atomic");
        Assert.Equal(
            ["BD-1", null],
            partial.Json.GetProperty("imported").EnumerateArray().Select(static item => item.GetProperty("ticket_id").GetString()));
    }

    [Fact]
    public async Task Import_OfACommentWhoseTimeIsNone_SaysSo()
    {
        Write(".beads/issues.jsonl", """{"id":"bd-1","title":"x","comments":[{"author":"carl","text":"Why?","created_at":"some day"}]}""");
        await ImportAsync("beads");
        var item = await ShowAsync("BD-1");
        Assert.Contains("carl: Why?", Comments(item), StringComparison.Ordinal);
        Assert.Contains("time of a comment by carl: some day", Comments(item), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfACommentWhoseTimeIsNoText_KeepsIt()
    {
        Write(".beads/issues.jsonl", """{"id":"bd-1","title":"x","comments":[{"author":"carl","text":"Hm","created_at":[2026]}]}""");
        await ImportAsync("beads");
        Assert.Contains("time of a comment by carl: [2026]", Comments(await ShowAsync("BD-1")), StringComparison.Ordinal);
    }
}
