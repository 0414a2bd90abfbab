using RepoTickets.Cli.Tests.Support;

namespace RepoTickets.Cli.Tests.Importing;

public sealed class GitHubImportTests : ImportTestBase
{
    private const string FromGh =
        """
        [
          {"number":12,"title":"Fails","body":"Text\r\nmore","state":"OPEN","stateReason":"","labels":[{"id":"L","name":"bug","color":"d73a4a"}],
           "assignees":[{"login":"ann"},{"login":"bob"}],"author":{"login":"carl","is_bot":false},"milestone":{"number":1,"title":"v1"},
           "comments":[{"id":"C","author":{"login":"dora"},"body":"Same here","createdAt":"2026-01-03T00:00:00Z"},{"author":null,"body":"Who?"}],
           "createdAt":"2026-01-02T00:00:00Z","updatedAt":"2026-01-04T00:00:00Z","closedAt":null,"url":"https://github.com/o/r/issues/12"},
          {"number":13,"title":"Will not be","state":"CLOSED","stateReason":"NOT_PLANNED","url":"https://github.com/o/r/issues/13","somethingNew":[1]}
        ]
        """;

    private const string FromApi =
        """
        [
          {"url":"https://api.github.com/repos/o/r/issues/12","id":1,"node_id":"N","number":12,"title":"Fails","body":null,"state":"closed","state_reason":"completed",
           "user":{"login":"carl"},"labels":["bug"],"assignee":null,"assignees":[],"comments":3,"html_url":"https://github.com/o/r/issues/12","created_at":"2026-01-02T00:00:00Z","locked":false},
          {"number":14,"title":"A change","state":"open","pull_request":{"url":"x"},"html_url":"https://github.com/o/r/pull/14"}
        ]
        """;

    [Fact]
    public async Task Import_OfWhatGhPrints_CarriesOrKeepsEveryField()
    {
        await ImportAsync("github-json", Write("issues.json", FromGh));
        var item = await ShowAsync("GH-12");
        Assert.Equal(
            ("Fails", "Text\nmore", "open", "ann", "carl"),
            (Text(item, "title"), Text(item, "description"), Text(item, "status"), Text(item, "assignee"), Text(item, "reporter")));
        Assert.Equal(["bug", "milestone:v1", "github:o/r#12"], Texts(item, "labels"));
        Assert.Contains("dora: Same here\nghost: Who?", Comments(item), StringComparison.Ordinal);
        Assert.Contains("further assignees: bob", Comments(item), StringComparison.Ordinal);
        var other = await ShowAsync("GH-13");
        Assert.Equal("cancelled", Text(other, "status"));
        Assert.Contains("somethingNew: [1]", Comments(other), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfWhatTheApiAnswers_SkipsPullRequestsAndSaysWhatIsNotThere()
    {
        var result = await ImportAsync("github-json", Write("issues.json", FromApi));
        Assert.Equal("#14", Text(result.GetProperty("left_out")[0], "source_id"));
        Assert.Contains("3 comments", Texts(result.GetProperty("imported")[0], "not_carried")[0], StringComparison.Ordinal);
        Assert.Equal("closed", Text(await ShowAsync("GH-12"), "status"));
        Assert.Equal(0, (await ImportAsync("github-json", Write("issues.json", FromApi))).GetProperty("imported").GetArrayLength());
    }

    [Fact]
    public async Task Import_FromStandardInput_IsTheSame()
    {
        var answer = await TestRun.RunAsync(Repository.Folder, ["import", "--from", "github-json", "-"], FromGh);
        answer.Answers(0);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task Import_OfTheSameNumberOfAnotherRepository_IsAnotherTicket()
    {
        await ImportAsync("github-json", Write("issues.json", FromGh));
        var result = await ImportAsync("github-json", Write("others.json", FromGh.Replace("/o/r/", "/o/other/", StringComparison.Ordinal)));
        Assert.Equal(2, result.GetProperty("imported").GetArrayLength());
        Assert.Equal(4, await CountAsync());
    }

    [Theory]
    [InlineData("{\"number\":1}", "(1,1)", "list")]
    [InlineData("[{\"number\":1,\"title\":\"x\"},\n {\"number\":2", "(2,", "not JSON")]
    [InlineData("[\n{\"title\":\"x\"}]", "(2,1)", "'number'")]
    [InlineData("[] []", "(1,4)", "behind the end")]
    [InlineData("", "(1,1)", "empty")]
    [InlineData("[{\"number\":1,\"title\":\"x\",\"createdAt\":\"yesterday\"}]", "(1,38)", "'createdAt'")]
    public async Task Import_OfWhatIsWrong_IsRefusedAtItsPlace(string text, string place, string reason) =>
        await RefusedAsync("github-json", Write("issues.json", text), place, reason);

    [Fact]
    public async Task Import_OfTwoRepositoriesInOneFile_TellsThemApart()
    {
        var path = Write(
            "issues.json",
            """[{"number":12,"title":"One","url":"https://github.com/o/r/issues/12"},{"number":12,"title":"Other","url":"https://github.com/o/s/issues/12"}]""");
        var result = await ImportAsync("github-json", path);
        var ids = result.GetProperty("imported").EnumerateArray().Select(static item => Text(item, "ticket_id")).ToList();
        Assert.Equal(["One", "Other"], [Text(await ShowAsync(ids[0]), "title"), Text(await ShowAsync(ids[1]), "title")]);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task Import_OfSeveralFaultsInAList_TellsAllAtOnce()
    {
        var path = Write("issues.json", "[1,\n{\"number\":1,\"number\":2,\"x\":{\"y\":[]}},\n{\"title\":\"x\"},\n{torn");
        foreach (var place in new[] { "(1,2)", "(2,13)", "(3,1)", "(4,2)" })
        {
            await RefusedAsync("github-json", path, place, "4 faults");
        }
    }

    [Fact]
    public async Task Import_OfFaultsOfAllKinds_TellsThemInTheOrderOfTheFileByNameAndInOurWords()
    {
        var path = Write(
            "issues.json",
            $$"""
            [{"number":1,"title":""},
             {"number":2,"title":"a"},
             {"number":2,"title":"b"},
             {"number":3,"title":"{{new string('x', 1001)}}"},
             {"number":4,"title":"c","labels":3},
             {"number":5,
            """);
        var error = (await Repository.RunAsync("import", "--from", "github-json", path).Answers(ExitCodes.Usage)).Error;
        string[] expected =
        [
            "(1,2): #1: 'title' is missing", "(3,2): '#2' stands at", "(4,2): #3: The title has 1001 characters",
            "(5,35): #4: 'labels' is not a list",
            ": This is not JSON: it ends too early.",
        ];
        var lines = error.Split('\n');
        for (var line = 0; line < expected.Length; line++)
        {
            Assert.Contains(expected[line], lines[line], StringComparison.Ordinal);
        }

        Assert.DoesNotContain("isFinalBlock", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public async Task Import_OfEmptyStandardInput_SaysSo(string input)
    {
        var result = await TestRun.RunAsync(Repository.Folder, ["import", "--from", "github-json", "-"], input);
        Assert.StartsWith("tickets: Standard input is empty:", result.Answers(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfDeepNesting_IsRefusedInOurWords() =>
        await RefusedAsync(
            "github-json", Write("issues.json", "[" + string.Concat(Enumerable.Repeat("{\"a\":", 80))), "(1,",
            "nested more than 64 levels");

    [Fact]
    public async Task Import_OfFieldsOfBothForms_CarriesWhatTheySay()
    {
        await ImportAsync("github-json", Write(
            "issues.json",
            """
            [{"number":1,"title":"a","url":"https://api.github.com/repos/o/r/issues/1","html_url":"https://github.com/o/r/issues/1","isPinned":true},
             {"number":2,"title":"b","closed":true,"url":"https://github.com/o/r/issues/2","comments":[{"author":{"login":"dora"},"body":"Why?","createdAt":"some day"}]}]
            """));
        var first = Comments(await ShowAsync("GH-1"));
        Assert.Equal(2, first.Split("url: ").Length);
        Assert.Contains("url: https://github.com/o/r/issues/1", first, StringComparison.Ordinal);
        Assert.Contains("isPinned: true", first, StringComparison.Ordinal);
        var second = await ShowAsync("GH-2");
        Assert.Equal("closed", Text(second, "status"));
        Assert.Contains("time of a comment by dora: some day", Comments(second), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfACommentWhoseTimeIsNoText_KeepsIt()
    {
        await ImportAsync("github-json", Write(
            "issues.json",
            """[{"number":1,"title":"a","comments":[{"author":{"login":"dora"},"body":"Why?","createdAt":{"seconds":12}},{"author":{"login":"eve"},"body":"So.","createdAt":1769860800}]}]"""));
        var comments = Comments(await ShowAsync("GH-1"));
        Assert.Contains("dora: Why?", comments, StringComparison.Ordinal);
        Assert.Contains("""time of a comment by dora: {"seconds":12}""", comments, StringComparison.Ordinal);
        Assert.Contains("time of a comment by eve: 1769860800", comments, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfACommentWithoutText_IsRefusedAtItsPlace() => await RefusedAsync(
        "github-json", Write("issues.json", "[\n{\"number\":1,\"title\":\"a\",\"comments\":[{\"body\":[1]}]}]"), "(2,1)",
        "no 'body' that is a text");
}
