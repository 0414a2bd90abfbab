namespace RepoTickets.Cli.Tests.Importing;

public sealed class FleeceImportTests : ImportTestBase
{
    [Fact]
    public async Task Import_OfASnapshot_CarriesOrKeepsEveryField()
    {
        Write(
            ".fleece/issues_abc.jsonl",
            """
            {"id":"Aa1","title":"Parent","titleLastUpdate":"2026-01-02T03:04:05+00:00","titleModifiedBy":"x","description":"Text","status":"Progress","type":"Feature","linkedPR":7,"linkedIssues":["Bb2"],"parentIssues":[],"priority":1,"assignedTo":"ann","tags":["ui"],"workingBranchId":"feature/x","executionMode":"Series","createdBy":"bob","lastUpdate":"2026-01-03T03:04:05+00:00","createdAt":"2026-01-02T03:04:05+00:00"}
            {"id":"Bb2","title":"Second","status":"Review","type":"Task","parentIssues":[{"parentIssue":"Aa1","sortOrder":"bbb"},{"parentIssue":"Cc3","sortOrder":"a","active":false}],"priority":5,"lastUpdate":"2026-01-03T03:04:05+00:00"}
            {"id":"bb2","title":"First","status":"Archived","type":"Bug","parentIssues":[{"parentIssue":"Aa1","sortOrder":"aaa"}],"lastUpdate":"2026-01-03T03:04:05+00:00"}
            {"id":"Dd4","title":"Gone","status":"Deleted","type":"Task","lastUpdate":"2026-01-03T03:04:05+00:00"}

            """);
        Write(
            ".fleece/issues_def.jsonl",
            """{"id":"bb2","title":"First, as it was","status":"Open","type":"Bug","lastUpdate":"2026-01-01T03:04:05+00:00"}""");
        Write(".fleece/changes_abc.jsonl", "not looked at");
        var result = await ImportAsync("fleece");
        var ids = result.GetProperty("imported")
            .EnumerateArray()
            .ToDictionary(static item => Text(item, "source_id"), static item => Text(item, "ticket_id"));
        Assert.Equal(["Aa1", "Bb2", "bb2"], ids.Keys.Order(StringComparer.Ordinal));

        var parent = await ShowAsync(ids["Aa1"]);
        Assert.Equal(
            ("in-progress", "critical", "ann", "bob", "feature/x"),
            (Text(parent, "status"), Text(parent, "priority"), Text(parent, "assignee"), Text(parent, "reporter"), Text(parent, "branch")));
        Assert.Equal(["feature", "ui", "fleece:Aa1"], Texts(parent, "labels"));
        Assert.Contains("linkedPR: 7", Comments(parent), StringComparison.Ordinal);
        Assert.Equal([ids["Bb2"]], Texts(parent, "related_to"));

        var second = await ShowAsync(ids["Bb2"]);
        Assert.Equal((ids["Aa1"], "low"), (Text(second, "parent_ticket_id"), Text(second, "priority")));
        Assert.Equal([ids["bb2"]], Texts(second, "blocked_by"));
        Assert.Contains("status: review", Comments(second), StringComparison.Ordinal);
        var first = await ShowAsync(ids["bb2"]);
        Assert.Equal(("First", "cancelled"), (Text(first, "title"), Text(first, "status")));
        Assert.NotEmpty(
            Texts(result.GetProperty("imported").EnumerateArray().First(static item => Text(item, "source_id") == "Aa1"), "not_carried"));
        Assert.Equal(0, (await ImportAsync("fleece", ".fleece")).GetProperty("imported").GetArrayLength());
    }

    [Fact]
    public async Task Import_OfEvents_TakesTheLastWord()
    {
        Write(
            ".fleece/issues/Ee5.jsonl",
            """
            {"kind":"meta"}
            {"kind":"set","at":"2026-01-05T00:00:00+00:00","issueId":"Ee5","property":"status","value":"Complete"}
            {"kind":"create","at":"2026-01-02T00:00:00+00:00","by":"ann","issueId":"Ee5","data":{"title":"By events","status":"Open","type":"Bug","tags":["a"],"createdAt":"2026-01-02T00:00:00+00:00","lastUpdate":"2026-01-02T00:00:00+00:00"}}
            {"kind":"set","at":"2026-01-04T00:00:00+00:00","issueId":"Ee5","property":"status","value":"Progress"}
            {"kind":"add","at":"2026-01-04T00:00:00+00:00","issueId":"Ee5","property":"tags","value":"b"}
            {"kind":"remove","at":"2026-01-04T00:00:01+00:00","issueId":"Ee5","property":"tags","value":"a"}

            """);
        Write(
            ".fleece/issues/Ff6.jsonl",
            """
            {"kind":"create","at":"2026-01-02T00:00:00+00:00","issueId":"Ff6","data":{"title":"Dropped","status":"Open","type":"Bug"}}
            {"kind":"hard-delete","at":"2026-01-03T00:00:00+00:00","issueId":"Ff6"}
            """);
        var result = await ImportAsync("fleece");
        var item = await ShowAsync(Text(result.GetProperty("imported")[0], "ticket_id"));
        Assert.Equal(("By events", "closed"), (Text(item, "title"), Text(item, "status")));
        Assert.Equal(["bug", "b", "fleece:Ee5"], Texts(item, "labels"));
        Assert.Equal(1, await CountAsync());
    }

    [Theory]
    [InlineData(
        "{\"kind\":\"set\",\"at\":\"2026-01-04T00:00:00+00:00\",\"issueId\":\"X\",\"property\":\"status\",\"value\":\"Open\"}",
        "X.jsonl(1,1)", "fleece migrate")]
    [InlineData("{\"kind\":\"create\",\"issueId\":\"X\",\"data\":{}}", "X.jsonl(1,1)", "'at'")]
    [InlineData(
        "\n{\"kind\":\"create\",\"at\":\"2026-01-04T00:00:00Z\",\"issueId\":\"X\",\"data\":{\"status\":\"Open\"}}", "X.jsonl(2,1)",
        "'title'")]
    [InlineData("{\"kind\":\"create\",\"at\":\"2026-01-04T00:00:00Z\",\"issueId\":\"X\",\"data\":[1]}", "X.jsonl(1,1)", "'data'")]
    public async Task Import_OfEventsThatAreWrong_IsRefusedAtTheirPlace(string text, string place, string reason)
    {
        Write(".fleece/issues/X.jsonl", text);
        await RefusedAsync("fleece", ".", place, reason);
    }

    [Fact]
    public async Task Import_OfASnapshotWithChangesBesideIt_IsRefused()
    {
        Write(
            ".fleece/issues.jsonl", """{"id":"Aa1","title":"x","status":"Open","type":"Task","lastUpdate":"2026-01-03T03:04:05+00:00"}""");
        Write(
            ".fleece/changes/change_1.jsonl",
            "{\"kind\":\"meta\"}\n{\"kind\":\"set\",\"at\":\"2026-01-04T00:00:00+00:00\",\"issueId\":\"Aa1\",\"property\":\"title\",\"value\":\"y\"}\n");
        await RefusedAsync("fleece", ".", "change_1.jsonl", "fleece migrate");
    }

    [Theory]
    [InlineData("issues_a", "issues_b")]
    [InlineData("issues_b", "issues_a")]
    public async Task Import_OfAnIssueDeletedLast_LeavesItOutWhateverTheOrderOfTheFiles(string deleted, string open)
    {
        Write(
            $".fleece/{deleted}.jsonl",
            """{"id":"Aa1","title":"x","status":"Deleted","type":"Task","lastUpdate":"2026-01-03T00:00:00+00:00"}""");
        Write(
            $".fleece/{open}.jsonl", """{"id":"Aa1","title":"x","status":"Open","type":"Task","lastUpdate":"2026-01-01T00:00:00+00:00"}""");
        var result = await ImportAsync("fleece");
        Assert.Contains(
            "It was deleted there.", result.GetProperty("left_out").EnumerateArray().Select(static item => Text(item, "reason")));
        Assert.Equal(0, await CountAsync());
    }

    [Theory]
    [InlineData("issues_a", "issues_b")]
    [InlineData("issues_b", "issues_a")]
    public async Task Import_OfAStateWithoutATime_TakesTheOneWithATime(string dated, string undated)
    {
        Write(
            $".fleece/{dated}.jsonl",
            """{"id":"Aa1","title":"Dated","status":"Open","type":"Task","lastUpdate":"2026-01-03T00:00:00+00:00"}""");
        Write($".fleece/{undated}.jsonl", """{"id":"Aa1","title":"Undated","status":"Deleted","type":"Task"}""");
        var result = await ImportAsync("fleece");
        Assert.Equal("Dated", Text(await ShowAsync(Text(result.GetProperty("imported")[0], "ticket_id")), "title"));
    }

    [Fact]
    public async Task Import_OfSeveralBrokenLinesAndFiles_TellsAllAtOnce()
    {
        Write(".fleece/issues_a.jsonl", "{torn\n{\"id\":\"Aa1\",\"status\":\"Open\"}\n[]\n");
        await File.WriteAllBytesAsync(Path.Join(Repository.Folder, ".fleece", "issues_b.jsonl"), [0xFF]);
        foreach (var place in new[] { "issues_a.jsonl(1,", "issues_a.jsonl(2,1)", "issues_a.jsonl(3,1)", "issues_b.jsonl(1,1)" })
        {
            await RefusedAsync("fleece", ".", place, "4 faults");
        }
    }
}
