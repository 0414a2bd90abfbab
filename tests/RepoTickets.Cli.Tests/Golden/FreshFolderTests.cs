using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.Cli.Tests.Golden;

/// <summary>Every command and every option, on a folder that begins empty; what they answer is looked at.</summary>
public sealed class FreshFolderTests : IDisposable
{
    private readonly TestRepository _repository = new();
    private readonly CommandCoverage _coverage = new();

    [Fact]
    public async Task EveryCommandAndOption_OnAFreshFolder_DoesWhatItSays()
    {
        await Tickets();
        await Lists();
        await WorkOnTickets();
        await Requirements();
        await Planning();
        await Agents();
        await Dependencies();
        await Batches();
        await EventsAndStore();
        await Workflows();
        await Triage();
        await Deletions();
        Assert.Empty(_coverage.Missing());
    }

    public void Dispose() => _repository.Dispose();

    private async Task Tickets()
    {
        await Run(ExitCodes.NotFound, "list");
        Contains("Initialized", await Run("init"));
        await Run(ExitCodes.Conflict, "init");
        Contains("Moved the former store", await Run("init", "--force"));
        Assert.Single(Directory.GetDirectories(_repository.Folder, ".tickets.before-*"));
        Contains("Created ticket LOGIN-1", await Run(
            "create", "Login fails", "-d", "With quotes: ' \"", "-p", "critical", "-a", "alice", "-l", "bug,urgent", "-e", "6.5",
            "--points", "5", "--format", "table"));
        var made = (await Run("create", "Export report", "--format", "json")).Json;
        Assert.Equal(
            ("change", 1, "created", "EXPORT-1"),
            (Text(made, "kind"), made.GetProperty("version").GetInt32(), Text(made, "action"), Text(made, "id")));
        await Run(
            "create", "Search is slow", "--description", "x", "--priority", "high", "--assignee", "bob", "--labels", "perf", "--estimate",
            "12");
        await Run(
            "update", "login-1", "-t", "Login fails often", "-d", "More", "-s", "in-progress", "-p", "high", "-a", "carol", "-l", "bug",
            "-e", "7", "--points", "8", "--format", "json");
        var shown = (await Run("show", "LOGIN-1", "--format", "json")).Json.GetProperty("item");
        Assert.Equal(
            ("Login fails often", "in-progress", "high", "carol"),
            (Text(shown, "title"), Text(shown, "status"), Text(shown, "priority"), Text(shown, "assignee")));
        Contains("Login fails often", await Run("show", "LOGIN-1"));
        await Run("close", "EXPORT-1", "--format", "json");
        await Run(ExitCodes.Conflict, "close", "EXPORT-1");
        await Run("reopen", "EXPORT-1", "--format", "json");
        await Run(ExitCodes.Conflict, "reopen", "EXPORT-1");
        await Run("close", "EXPORT-1");
        await Run("--repo", Path.Join(_repository.Folder, ".tickets"), "stats");
    }

    private async Task Lists()
    {
        Assert.Equal(["LOGIN-1", "SEARCH-1"], (await Run("list", "--format", "json")).Ids.Order());
        Assert.Equal(["EXPORT-1", "LOGIN-1", "SEARCH-1"], (await Run("list", "-A", "--format", "json")).Ids.Order());
        Assert.Equal(["LOGIN-1"], (await Run("list", "-s", "in-progress", "-l", "bug", "-a", "carol", "--format", "json")).Ids);
        Assert.Single((await Run("list", "-A", "--limit", "1", "--format", "jsonl")).Output.TrimEnd('\n').Split('\n'));
        Assert.StartsWith(
            "id,status,priority,assignee,labels,age,title\r\n", (await Run("list", "--format", "csv")).Output, StringComparison.Ordinal);
        await Run("list", "--format", "simple");
        Assert.Equal(["EXPORT-1"], (await Run("list-summary", "-s", "closed", "-p", "medium", "--format", "json")).Ids);
        Assert.Equal(["SEARCH-1"], (await Run("list-summary", "-l", "perf", "--format", "json")).Ids);
        Assert.Equal(["LOGIN-1"], (await Run("search", "often", "--format", "json")).Ids);
        Assert.Equal(["LOGIN-1"], (await Run("search", "MORE", "--format", "json")).Ids);
        Assert.Empty((await Run("search", "more", "--fast", "--format", "json")).Ids);
        Assert.Equal(["SEARCH-1"], (await Run("search", "slo", "--fast", "--format", "json")).Ids);
        Assert.Equal(["LOGIN-1"], (await Run("query", "is:open", "label:bug", "priority>=high", "--format", "json")).Ids);
        var stats = (await Run("stats", "--format", "json")).Json;
        Assert.Equal((3, 1), (stats.GetProperty("total").GetInt32(), stats.GetProperty("by_status").GetProperty("in-progress").GetInt32()));
        Contains("in-progress: 1", await Run("stats"));
        await Run(ExitCodes.Usage, "tui");
    }

    private async Task WorkOnTickets()
    {
        Contains("Added comment", await Run("comment", "LOGIN-1", "It runs twice.", "--format", "table"));
        var entry = await Run(
            "journal", "LOGIN-1", "Found it", "-t", "decision", "-e", "6.5", "-s", "2.5", "-c", "60", "-m", "v1.1", "-d",
            "search-1,export-1", "-r", "reuse,poisoning", "--format", "json");
        Assert.Equal(
            ("2.5h", "60%", "SEARCH-1, EXPORT-1"),
            (Text(entry.Json, "time_spent"), Text(entry.Json, "completion"), Text(entry.Json, "dependencies")));
        await Run("time", "LOGIN-1", "--add", "95", "--type", "research", "-d", "bisecting");
        await Run("time", "LOGIN-1", "--start");
        await Run("time", "LOGIN-1", "--stop");
        await Run(ExitCodes.Conflict, "time", "LOGIN-1", "--stop");
        Contains("research", await Run("time", "LOGIN-1"));
        Assert.True((await Run("time", "LOGIN-1", "--format", "json")).Json.GetProperty("total_hours").GetDouble() > 1.5);
    }

    private async Task Requirements()
    {
        await Run(
            "requirements", "add", "LOGIN-1", "-t", "Any character", "-d", "All of Unicode", "-p", "critical", "-c", "quotes", "-c",
            "emoji", "--format", "json");
        await Run(
            "requirements", "story", "LOGIN-1", "-p", "user", "-g", "log in", "-b", "I can work", "--priority", "high", "--points", "5",
            "-c", "quick", "--format", "json");
        var result = await Run(
            "requirements", "result", "LOGIN-1", "-d", "Under 300 ms", "-m", "automated", "-c", "measured", "--format", "json");
        await Run(
            "requirements", "gherkin", "LOGIN-1", "-t", "Quotes", "-g", "a user", "-w", "she logs in", "--then", "she is in", "-b",
            "A server", "--tags", "@login,smoke", "--format", "json");
        var file = _repository.Write("a.feature", "Scenario: Locked\n  Given a locked user\n  When she logs in\n  Then she is told\n");
        await Run("requirements", "gherkin", "LOGIN-1", "--file", file);
        await Run(ExitCodes.Usage, "requirements", "gherkin", "LOGIN-1");
        var summary = (await Run("requirements", "list", "LOGIN-1", "--format", "json")).Json;
        Assert.Equal(
            (1, 1, 2, 1),
            (summary.GetProperty("requirements_count")
                .GetInt32(), summary.GetProperty("user_stories_count").GetInt32(),
                summary.GetProperty("gherkin_scenarios_count").GetInt32(), summary.GetProperty("expected_results_count").GetInt32()));
        Contains("Scenario: Locked", await Run("requirements", "list", "LOGIN-1", "--format", "gherkin"));
        Contains("As a user", await Run("requirements", "list", "LOGIN-1", "--format", "detailed"));
        await Run("requirements", "verify", "LOGIN-1", Text(result.Json, "result_id"), "-n", "Seen", "--format", "json");
        await Run(ExitCodes.NotFound, "requirements", "verify", "LOGIN-1", "00000000");
    }

    private async Task Planning()
    {
        Contains("Created epic AUTH-1", await Run(
            "epic", "create", "Auth overhaul", "-d", "All of it", "--priority", "high", "--owner", "Zoë", "--owner-email",
            "zoe@example.org", "-l", "auth", "-l", "q3", "--target-version", "1.1", "--target-date", "2027-03-31", "--estimated-points",
            "40", "--format", "table"));
        await Run(
            "epic", "update", "AUTH-1", "--title", "Auth", "--description", "Most", "--status", "active", "--priority", "medium", "--owner",
            "Max", "--target-version", "1.2", "--target-date", "2027-04-30", "--format", "json");
        await Run("epic", "add-ticket", "AUTH-1", "LOGIN-1", "--format", "json");
        var epic = (await Run("epic", "show", "AUTH-1", "--format", "json")).Json.GetProperty("item");
        Assert.Equal(
            ("Auth", "active", "LOGIN-1"), (Text(epic, "title"), Text(epic, "status"), epic.GetProperty("ticket_ids")[0].GetString()));
        await Run("epic", "remove-ticket", "AUTH-1", "LOGIN-1", "--format", "json");
        await Run(ExitCodes.NotFound, "epic", "remove-ticket", "AUTH-1", "LOGIN-1");
        Assert.Equal(["AUTH-1"], (await Run("epic", "list", "--status", "active", "--format", "json")).Ids);

        await Run(
            "backlog", "add", "Remember me", "-d", "30 days", "--type", "story", "--priority", "high", "--story-points", "3",
            "--business-value", "80", "--effort-estimate", "6.5", "--risk-level", "medium",
            "--epic-id", "AUTH-1", "--component", "web", "--theme", "comfort", "-l", "auth", "--criteria", "Cookie is HttpOnly", "--format",
            "json");
        await Run(
            "backlog", "update", "REMEMB-1", "-t", "Remember me", "-s", "ready", "-a", "bob", "--product-owner", "ann", "--sprint", "S7",
            "--sprint-name", "Sprint 7", "--done", "reviewed", "-d", "31 days", "--type", "feature",
            "--priority", "medium", "--story-points", "5", "--business-value", "90", "--effort-estimate", "7", "--risk-level", "low",
            "--epic-id", "AUTH-1", "--component", "app", "--theme", "x", "-l", "y", "-c", "z", "--format", "json");
        var item = (await Run("backlog", "show", "REMEMB-1", "--format", "json")).Json;
        Assert.True(item.GetProperty("ready_for_sprint").GetBoolean());
        Assert.Equal(200 + 90 - 10, item.GetProperty("item").GetProperty("priority_score").GetInt64());
        Assert.Equal(
            ["REMEMB-1"],
            (await Run("backlog", "list", "--status", "ready", "--epic", "AUTH-1", "--sprint", "S7", "--format", "json")).Ids);
        Assert.Equal("REMEMBER-1", Text((await Run("backlog", "convert", "REMEMB-1", "--format", "json")).Json, "ticket_id"));
        Assert.NotEqual(0, (await _repository.RunAsync("backlog", "convert", "REMEMB-1")).ExitCode);
    }

    private async Task Agents()
    {
        await Run(
            "agent", "create", "Code Bot", "-d", "writes", "--type", "developer", "--max-tasks", "3", "--endpoint",
            "https://agents.example.org", "--model", "m", "--capability", "code=0.9", "--task-type", "code", "--task-type", "test",
            "--format", "json");
        Contains("Code Bot", await Run("agent", "show", "AGENT-CODE-BOT"));
        Assert.Equal(["AGENT-CODE-BOT"], (await Run("agent", "list", "-a", "--format", "json")).Ids);
        await Run("agent", "show", "agent-code-bot", "--format", "json");
        var task = Text(
            (await Run(
                "agent", "assign", "LOGIN-1", "AGENT-CODE-BOT", "code", "Fix it", "--priority", "high", "--instructions", "Test it",
                "--format", "json")).Json, "id");
        var other = Text(
            (await Run("agent", "auto-assign", "LOGIN-1", "test", "Test it", "--priority", "low", "--format", "json")).Json, "id");
        await Run(ExitCodes.Conflict, "agent", "auto-assign", "LOGIN-1", "dance", "Nobody dances");
        await Run("agent", "start", task, "--by", "AGENT-CODE-BOT", "--format", "json");
        await Run(ExitCodes.Conflict, "agent", "start", task);
        await Run("agent", "complete", task, "--output", "done", "--artifact", "a.cs", "--by", "AGENT-CODE-BOT", "--format", "json");
        await Run("agent", "fail", other, "It broke", "--by", "AGENT-CODE-BOT", "--format", "json");
        var tasks = (await Run(
            "agent", "tasks", "--agent", "AGENT-CODE-BOT", "--ticket", "LOGIN-1", "--status", "completed", "--format",
            "json")).Json.GetProperty("items")[0];
        Assert.Equal((task, "done", "a.cs"), (Text(tasks, "id"), Text(tasks, "output"), tasks.GetProperty("artifacts")[0].GetString()));
        Assert.Equal(
            1, (await Run("agent", "stats", "AGENT-CODE-BOT", "--format", "json")).Json
                .GetProperty("items")[0]
                .GetProperty("failed_tasks")
                .GetInt32());
        await Run("agent", "stats", "AGENT-CODE-BOT");
        Assert.Equal(
            "AGENT-CODE-BOT",
            Text((await Run("agent", "recommend", "code", "--limit", "1", "--format", "json")).Json.GetProperty("items")[0], "agent_id"));
        var claim = (await Run("agent", "claim", "bot-1", "--query", "label:bug", "--minutes", "5", "--format", "json")).Json;
        Assert.Equal(("LOGIN-1", "1"), (Text(claim, "id"), Text(claim, "token")));
        await Run(ExitCodes.Conflict, "agent", "claim", "bot-2", "LOGIN-1");
        await Run(ExitCodes.Conflict, "undo");
        await Run(ExitCodes.Conflict, "agent", "release", "bot-2", "LOGIN-1");
        await Run("agent", "release", "bot-1", "LOGIN-1", "--token", "1", "--format", "json");
    }

    private async Task Dependencies()
    {
        await Run("dep", "add", "LOGIN-1", "SEARCH-1", "--format", "json");
        Contains("circle", await Run(ExitCodes.Conflict, "dep", "add", "SEARCH-1", "LOGIN-1"));
        Contains("└─ SEARCH-1", await Run("dep", "tree", "LOGIN-1"));
        Assert.Equal(
            "LOGIN-1", Text((await Run("dep", "tree", "SEARCH-1", "--reverse", "--format", "json")).Json.GetProperty("children")[0], "id"));
        Assert.Equal(["LOGIN-1"], (await Run("blocked", "--format", "json")).Ids);
        Assert.DoesNotContain("LOGIN-1", (await Run("ready", "--format", "json")).Ids);
        Assert.Equal(["SEARCH-1"], (await Run("ready", "label:perf", "--limit", "5", "--format", "json")).Ids);
        await Run("dep", "cycle", "--format", "json");
        await Run("batch", "update", "-", "--format", "json", "<", """{"SEARCH-1": {"blocked_by": ["LOGIN-1"]}}""");
        Assert.Equal(1, (await Run(ExitCodes.FaultsFound, "dep", "cycle", "--format", "json")).Json.GetProperty("count").GetInt32());
        await Run("dep", "remove", "SEARCH-1", "LOGIN-1", "--format", "json");
        await Run("dep", "remove", "LOGIN-1", "SEARCH-1");
        await Run(ExitCodes.NotFound, "dep", "remove", "LOGIN-1", "SEARCH-1");
    }

    private async Task Batches()
    {
        var create = _repository.Write("create.json", """[{"id": "BATCH-1", "title": "One", "labels": ["bug"]}, {"title": "Two"}]""");
        Assert.Equal(
            2, (await Run("batch", "create", create, "--atomic", "--format", "json")).Json.GetProperty("created_ids").GetArrayLength());
        await Run(ExitCodes.Usage, "batch", "create", create);
        await Run(ExitCodes.Failure, "batch", "create", create, "--no-atomic");
        await Run("batch", "create", "-", "--dry-run", "<", """[{"title": "Never"}]""");
        await Run(ExitCodes.Usage, "batch", "create", create, "--atomic", "--no-atomic");
        var update = _repository.Write("update.json", """{"BATCH-*": {"priority": "low"}}""");
        Assert.Equal(
            "update BATCH-1",
            (await Run("batch", "update", update, "--atomic", "--dry-run", "--format", "json")).Json.GetProperty("planned")[0].GetString());
        await Run("batch", "update", update, "--no-atomic");
        await Run(ExitCodes.Usage, "batch", "delete", "BATCH-*");
        await Run("batch", "delete", "BATCH-*", "--dry-run", "--atomic");
        await Run("batch", "delete", "BATCH-*", "--confirm", "--yes", "--clean", "--format", "json");
        await Run("batch", "delete", "TWO-1", "--no-atomic", "--no-confirm");
        await Run(ExitCodes.Failure, "batch", "create", create);
        await Run("batch", "create", create, "--reuse-ids", "--dry-run");
        await Run(ExitCodes.NotFound, "batch", "delete", "NONE-*", "--yes");
        await Run("export", "status:closed", "--output", "closed.jsonl", "--format", "jsonl");
        Assert.StartsWith("[", (await Run("export")).Output.TrimStart(), StringComparison.Ordinal);
        await Run("import", "closed.jsonl", "--dry-run", "--no-atomic", "--lines", "--format", "json", "!");
        await Run(ExitCodes.Usage, "import", "closed.jsonl", "--reuse-ids", "--dry-run");
        await Run("import", "--from", "github-json", _repository.Write("github.json", "[{\"number\":1,\"title\":\"x\"}]"), "--dry-run");
        using var other = await TestRepository.WithStoreAsync();
        await other.RunAsync("import", Path.Join(_repository.Folder, "closed.jsonl"), "--atomic").Succeeds();
        _coverage.Note(["import", "x", "--atomic"]);
        Assert.Equal(["EXPORT-1"], (await other.RunAsync("list", "-A", "--format", "json")).Ids);
    }

    private async Task EventsAndStore()
    {
        var closed = (await Run("events", "history", "--type", "ticket.closed", "--limit", "1", "--format", "json")).Json
            .GetProperty("items");
        Assert.Equal(
            ("ticket.closed", "EXPORT-1"), (Text(closed[0], "type"), closed[0].GetProperty("subject").GetProperty("id").GetString()));
        Assert.Equal(
            2, (await Run("events", "stats", "--format", "json")).Json
                .GetProperty("events_by_type")
                .GetProperty("ticket.closed")
                .GetInt32());
        await Run(ExitCodes.Usage, "events", "clear");
        Assert.True((await Run("events", "clear", "--yes", "--format", "json")).Json.GetProperty("cleared").GetInt32() > 10);
        Contains("No events", await Run("events", "history"));
        await Run("watch", "--type", "ticket.*", "--ticket", "LOGIN-1", "--limit", "1", "--seconds", "0.2", "--format", "jsonl");
        Assert.Equal(5, (await Run("rebuild-index", "--format", "json")).Json.GetProperty("ticket_count").GetInt32());
        await Run("cache-stats", "--clear", "--format", "json");
        Assert.Contains("system.cache.cleared", (await Run("events", "history", "--format", "json")).Output, StringComparison.Ordinal);
        await Run("logs", "--level", "debug", "--json", "--file", "log.jsonl");
        Contains("\"logger\":\"RepoTickets.Storage\"", (await Run("list")).Error);
        Assert.True(File.Exists(Path.Join(_repository.Tickets, ".sdk", "log.jsonl")));
        await Run("logs", "--human", "--file", "", "--level", "off", "--format", "json");
        Assert.Equal("", (await Run("list")).Error);
        Assert.Equal("open", Text((await Run("config", "--show", "--format", "json")).Json, "default_status"));
        await Run("config", "--edit");
        await Run("config", "--reset", "--yes");
        await Run("status", "--days", "3", "--update-readme", "--generate-report", "--format", "detailed");
        Assert.True(File.Exists(Path.Join(_repository.Folder, "README.md")));
        Assert.True(File.Exists(Path.Join(_repository.Folder, "STATUS.md")));
        await Run("report", "--output", "report.html", "--no-open", "--days", "14");
        Assert.True(File.Exists(Path.Join(_repository.Folder, "report.html")));
        await Run("metrics", "--format", "json");
        Contains("Completion", await Run("metrics"));
        await Run("health", "--format", "json");
        await Run("schema", "--format", "json");
        await Run("schema", "ticket");
        Assert.Equal(0, (await Run("verify", "--format", "json")).Json.GetProperty("count").GetInt32());
        await Run("repair", "--format", "json");
        Contains("complete", await Run("completion", "bash"));
    }

    private async Task Workflows()
    {
        var file = _repository.Write("ship.yaml", WorkflowTexts.ShipIt);
        Contains("Defined workflow ship-it", await Run("workflow", "define", file));
        Contains("ship-it.yaml", await Run("workflow", "define", "-", "--format", "json", "<", WorkflowTexts.ShipIt));
        await Run(ExitCodes.FaultsFound, "workflow", "define", "-", "<", "name: Bad Name\nsteps: []\n");
        await Run("workflow", "define", "--template", "bug-fix");
        var id = Text(
            (await Run(
                "workflow", "start", "ship-it", "--ticket", "LOGIN-1", "--param", "version=1.4", "--param", "targets=a,b", "--format",
                "json")).Json, "id");
        Assert.Equal([id], (await Run("workflow", "list", "--status", "running", "--ticket", "LOGIN-1", "--format", "json")).Ids);
        await Run("workflow", "pause", id, "--reason", "lunch", "--format", "json");
        await Run(ExitCodes.Conflict, "workflow", "pause", id);
        await Run("workflow", "resume", id, "--format", "json");
        await Run(ExitCodes.Conflict, "workflow", "retry", id, "ask");
        await Run("workflow", "signal", id, "shipped", "--value", """{"to": ["a", 1, true, null]}""", "--format", "json");
        await Run("workflow", "approve", id, "ask", "--by", "ann", "--comment", "Good", "--format", "json");
        Assert.Equal([id], (await Run("workflow", "run", id, "--format", "json")).Ids);
        var shown = (await Run("workflow", "show", id, "--format", "json")).Json;
        Assert.Equal(
            ("completed", 100.0),
            (Text(shown.GetProperty("item"), "status"), shown.GetProperty("progress").GetProperty("percentage").GetDouble()));
        Contains("Longest chain: ask → shipped", await Run("workflow", "show", id));
        Contains(":::completed", await Run("workflow", "graph", id));
        Contains("flowchart TD", await Run("workflow", "graph", "release"));
        var other = Text((await Run("workflow", "start", "ship-it", "-p", "version=1.5", "--format", "json")).Json, "id");
        await Run("workflow", "reject", other, "ask", "--by", "bob", "--comment", "No", "--format", "json");
        Contains("failed", await Run(ExitCodes.Failure, "workflow", "run", other, "--follow"));
        Assert.Equal("running", Text((await Run("workflow", "retry", other, "ask", "--format", "json")).Json, "status"));
        await Run("workflow", "adopt", other, "--format", "json");
        await Run("workflow", "cancel", other, "--reason", "Not now", "--format", "json");
        Assert.Empty((await Run("workflow", "run", "--follow", "--format", "json")).Ids);
    }

    private async Task Triage()
    {
        const string Log = "2026-03-04T08:00:00Z ERROR [a] shop.Payments - Payment of order 123 timed out after 3000 ms\n";
        var file = _repository.Write("app.log", Log);
        _repository.Write(
            "teams.json", """{"teams": {"web": {"team_name": "Web", "jira_project_key": "WEB", "datadog_services": ["web"]}}}""");
        Contains("Nothing was written", await Run(
            "triage", file, "--dry-run", "--async", "false", "--workers", "2", "--batch-size", "5", "--max-tickets", "3", "--profile",
            "testing", "--team", "web", "--teams", "teams.json"));
        Contains("profile testing", await Run("triage", "--check", "--profile", "testing"));
        var filed = (await Run("triage", "-", "--real", "--format", "json", "<", Log)).Json;
        Assert.Equal("TIMEOUT-1", Text(filed.GetProperty("items")[0], "ticket_id"));
        Contains("duplicate", await Run("triage", file, "--real"));
        await Run(ExitCodes.Usage, "triage", file, "--real", "--dry-run");
        await Run(ExitCodes.NotFound, "triage", "none.log");
    }

    private async Task Deletions()
    {
        await Run("create", "Old", "-d", "to be deleted");
        await Run(ExitCodes.Usage, "delete", "OLD-1");
        await Run("delete", "OLD-1", "--yes", "--clean", "--format", "json");
        await Run(ExitCodes.NotFound, "show", "OLD-1");
        Contains("Would undo", await Run("undo", "--dry-run"));
        Assert.Equal("brought-back", Text((await Run("undo", "--format", "json")).Json.GetProperty("changes")[0], "action"));
        Contains("to be deleted", await Run("show", "OLD-1"));
    }

    private Task<RunResult> Run(params string[] arguments) => Run(ExitCodes.Success, arguments);

    private async Task<RunResult> Run(int exitCode, params string[] arguments)
    {
        // Behind "<" stands what standard input holds; a "!" at the end has the exit code not looked at.
        var (input, any) = (arguments is [.., "<", var text] ? text : null, arguments is [.., "!"]);
        var given = input is not null ? arguments[..^2] : any ? arguments[..^1] : arguments;
        _coverage.Note(given);
        var result = await TestRun.RunAsync(_repository.Folder, given, input);
        return any ? result : result.Answers(exitCode);
    }

    private static void Contains(string expected, RunResult result) => Contains(expected, result.Output + result.Error);

    private static void Contains(string expected, string text) => Assert.Contains(expected, text, StringComparison.Ordinal);

    private static string Text(System.Text.Json.JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
