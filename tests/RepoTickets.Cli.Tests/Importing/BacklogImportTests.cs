namespace RepoTickets.Cli.Tests.Importing;

public sealed class BacklogImportTests : ImportTestBase
{
    private const string Task =
        """
        ---
        id: task-1
        title: 'Fix: the "parser"'
        status: In Progress
        assignee:
          - '@ann'
          - @bob
        reporter: @carl
        created_date: '2026-01-02 03:04'
        updated_date: 2026-01-03
        labels: [core, "two words"]
        milestone: m-1
        dependencies:
          - TASK-2
          - task-9
        priority: high
        ordinal: 1000
        references: [src/a.cs]
        ---

        ## Description

        <!-- SECTION:DESCRIPTION:BEGIN -->
        It fails.

        ```
        ## no heading
        ```
        <!-- SECTION:DESCRIPTION:END -->

        ## Acceptance Criteria
        <!-- AC:BEGIN -->
        - [x] #1 It reads
        - [ ] #2 It writes
        <!-- AC:END -->

        ## Definition of Done
        <!-- DOD:BEGIN -->
        - [ ] #1 Tests
        <!-- DOD:END -->

        ## Implementation Plan

        1. Think

        ## Comments

        <!-- COMMENTS:BEGIN -->
        author: dora
        created: 2026-01-03 10:00
        ---
        Why?
        ---
        <!-- COMMENTS:END -->

        ## Own Section

        Kept.
        """;

    [Fact]
    public async Task Import_OfATask_CarriesOrKeepsEveryPart()
    {
        Write("backlog/tasks/task-1 - Fix.md", Task);
        Write("backlog/tasks/task-1.1 - Part.md", "---\nid: task-1.1\ntitle: Part\nstatus: To Do\nparent_task_id: TASK-1\n---\n");
        Write("backlog/completed/task-2 - Base.md", "---\r\nid: TASK-2\r\ntitle: Base\r\nstatus: Done\r\nassignee: []\r\n---\r\n## " +
            "Description\r\n\r\nOld.\r\n");
        var result = await ImportAsync("backlog");
        Assert.Equal(3, result.GetProperty("imported").GetArrayLength());

        var item = await ShowAsync("TASK-1");
        Assert.Equal(
            ("Fix: the \"parser\"", "in-progress", "high", "ann", "carl"),
            (Text(item, "title"), Text(item, "status"), Text(item, "priority"), Text(item, "assignee"), Text(item, "reporter")));
        Assert.Equal(
            "It fails.\n\n```\n## no heading\n```\n\n## Implementation Plan\n\n1. Think\n\n## Own Section\n\nKept.",
            Text(item, "description"));
        Assert.Equal(["core", "two words", "milestone:m-1", "backlog:TASK-1"], Texts(item, "labels"));
        Assert.Equal(
            [("It reads", "verified", ""), ("It writes", "pending", ""), ("Tests", "pending", "Definition of Done")],
            item.GetProperty("expected_results")
                .EnumerateArray()
                .Select(static part => (Text(part, "description"), Text(part, "status"), Text(part, "notes"))));
        Assert.Equal(["TASK-2"], Texts(item, "blocked_by"));
        foreach (var kept in new[]
        {
            "dora: Why?", "further assignees: bob", "ordinal: 1000", "references: src/a.cs", "blocked by: TASK-9",
        })
        {
            Assert.Contains(kept, Comments(item), StringComparison.Ordinal);
        }

        Assert.Equal(("closed", "Old."), (Text(await ShowAsync("TASK-2"), "status"), Text(await ShowAsync("TASK-2"), "description")));
        Assert.Single(Texts(item, "child_ticket_ids"));
        Assert.Equal(0, (await ImportAsync("backlog", "backlog")).GetProperty("imported").GetArrayLength());
    }

    [Theory]
    [InlineData("no front matter", "(1,1)", "---")]
    [InlineData("---\nid: x\ntitle: torn", "(1,1)", "---")]
    [InlineData("---\nid: task-1\n---\n", "(1,1)", "'title'")]
    [InlineData("---\nid: task-1\ntitle: a: b\n---\n", "(3,", "not YAML")]
    [InlineData("---\nid: task-1\ntitle: a\nid: task-2\n---\n", "(4,1)", "twice")]
    [InlineData("---\nid: task-1\ntitle: {a: b}\n---\n", "(3,8)", "list of texts")]
    [InlineData("---\n- a\n---\n", "(2,1)", "name: value")]
    public async Task Import_OfWhatIsWrong_IsRefusedAtItsPlace(string text, string place, string reason)
    {
        Write("backlog/tasks/task-1.md", text);
        await RefusedAsync("backlog", ".", "task-1.md" + place, reason);
    }

    [Fact]
    public async Task Import_OfHostileFrontMatter_IsRefused()
    {
        Write("backlog/tasks/task-1.md", $"---\nid: task-1\ntitle: {new string('[', 20_000)}\n---\n");
        await RefusedAsync("backlog", ".", "task-1.md(3,", "");
        Write("backlog/tasks/task-1.md", $"---\nid: task-1\ntitle: {new string('x', 100_000)}\n---\n");
        await RefusedAsync("backlog", ".", "task-1.md(1,1)", "65536");
        Write("backlog/tasks/task-1.md", "---\nid: task-1\ntitle: &a x\nstatus: *a\n---\n");
        await RefusedAsync("backlog", ".", "task-1.md(4,", "text");
    }

    private async Task<System.Text.Json.JsonElement> ImportTaskAsync(string fields, string body = "")
    {
        Write("backlog/tasks/task-1.md", $"---\nid: task-1\ntitle: a\n{fields}---\n{body}");
        await ImportAsync("backlog");
        return await ShowAsync("TASK-1");
    }

    [Theory]
    [InlineData("author: dora\ncreated: 05-04-25\n\nFirst.\n\nSecond.", "dora: First.\n\nSecond.")]
    [InlineData("First.\n\nSecond.", "unknown: First.\n\nSecond.")]
    [InlineData("Note: first.\n\nSecond.", "unknown: Note: first.\n\nSecond.")]
    [InlineData("author: dora\nmood: glad\n\nFirst.", "unknown: author: dora\nmood: glad\n\nFirst.")]
    [InlineData("author: dora\ncreated: some day\n\nFirst.", "unknown: author: dora\ncreated: some day\n\nFirst.")]
    public async Task Import_OfACommentBlock_LosesNoLineOfIt(string block, string expected)
    {
        var item = await ImportTaskAsync("", $"## Comments\n\n<!-- COMMENT:BEGIN -->\n{block}\n<!-- COMMENT:END -->\n");
        Assert.Equal(expected, Comments(item));
    }

    [Fact]
    public async Task Import_OfDelimitedCommentsWithAnUnknownHead_KeepsAllAsText()
    {
        var item = await ImportTaskAsync("", "## Comments\n\nauthor: dora\nmood: glad\n---\nWhy?\n---\n");
        Assert.Equal("## Comments\n\nauthor: dora\nmood: glad\n---\nWhy?\n---", Text(item, "description"));
    }

    [Theory]
    [InlineData("05-04-25")]
    [InlineData("05/04/25")]
    [InlineData("05.04.25")]
    [InlineData("'05-04-25 00:00'")]
    [InlineData("2025-04-05")]
    public async Task Import_OfAShortDate_ReadsTheDayFirst(string date)
    {
        var item = await ImportTaskAsync($"created_date: {date}\n");
        Assert.Equal(new DateTimeOffset(2025, 4, 5, 0, 0, 0, TimeSpan.Zero), item.GetProperty("created_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task Import_OfListsWithoutAValue_KeepsNothing()
    {
        var item = await ImportTaskAsync("dependencies:\nlabels:\nassignee: [~]\n");
        Assert.Equal("", Comments(item));
        Assert.Equal(["backlog:TASK-1"], Texts(item, "labels"));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("backlog")]
    [InlineData("backlog/completed")]
    public async Task Import_OfCompletedTasksAlone_FindsThem(string path)
    {
        Write("backlog/completed/task-2.md", "---\nid: task-2\ntitle: Base\nstatus: Done\n---\n");
        Directory.CreateDirectory(Path.Join(Repository.Folder, "backlog", "tasks"));
        Assert.Equal(1, (await ImportAsync("backlog", path)).GetProperty("imported").GetArrayLength());
    }
}
