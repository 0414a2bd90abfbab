using System.Text.Json;
using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Frame;
using Xunit.Abstractions;

namespace RepoTickets.Cli.Tests.Golden;

/// <summary>
/// On a copy of what the Python package wrote: the answers are those that its own command line gave, as recorded beside the data. Where
/// there is no such data, nothing is checked, and the test says so.
/// </summary>
public sealed class PythonDataTests(ITestOutputHelper log)
{
    [Theory]
    [InlineData("cli_list_summary.json", "list-summary", "id", "title", "status", "priority")]
    [InlineData(
        "cli_epic_list.json", "epic list", "id", "title", "description", "status", "priority", "owner", "owner_email", "target_version",
        "estimated_story_points", "ticket_ids", "goals")]
    [InlineData(
        "cli_backlog_list.json", "backlog list", "id", "title", "item_type", "priority", "status", "story_points", "business_value",
        "risk_level", "epic_id", "ticket_id", "dependencies", "sprint_id")]
    [InlineData(
        "cli_agent_tasks.json", "agent tasks", "id", "ticket_id", "agent_id", "task_type", "description", "status", "priority", "context",
        "output", "artifacts", "actual_duration_minutes")]
    public async Task List_OfPythonData_EqualsTheRecordedAnswer(string recorded, string command, params string[] fields)
    {
        if (Open() is not { } repository)
        {
            return;
        }

        using (repository)
        {
            var expected = JsonDocument.Parse(await File.ReadAllTextAsync(TestRepository.Recorded(recorded))).RootElement;
            var actual = (await repository.RunAsync([.. command.Split(' '), "--format", "json"]).Succeeds()).Json.GetProperty("items");
            Assert.Equal(Project(expected, fields), Project(actual, fields));
        }
    }

    [Fact]
    public async Task Status_OfPythonData_EqualsTheRecordedAnswer()
    {
        if (Open() is not { } repository)
        {
            return;
        }

        using (repository)
        {
            var actual = (await repository.RunAsync("status", "--format", "json").Succeeds()).Json;
            using var expected = JsonDocument.Parse(await File.ReadAllTextAsync(TestRepository.Recorded("cli_status.json")));
            foreach (var member in expected.RootElement.EnumerateObject().Where(
                static member => !member.Name.StartsWith("recent", StringComparison.Ordinal)))
            {
                Assert.True(
                    JsonElement.DeepEquals(member.Value, actual.GetProperty(member.Name)),
                    $"{member.Name}: {member.Value} and {actual.GetProperty(member.Name)}");
            }
        }
    }

    [Fact]
    public async Task ShowAndSearch_OfPythonData_TellWhatTheTicketHolds()
    {
        if (Open() is not { } repository)
        {
            return;
        }

        using (repository)
        {
            var shown = (await repository.RunAsync("show", "login-1").Succeeds()).Output;
            string[] recorded =
            [
                "Title: Login fails for users with special characters", "Priority: critical", "Reporter: Zoë Müller <zoe@example.org>",
                "Branch: feature/login", "Commit: 12e4567",
                "Coverage: 50.0% | Tests: 50.0% pass rate", "Total logged: 1.6h", "Estimated: 6.5h | Remaining: 4.9h",
                "Est: 6.5h | Spent: 2.5h | Complete: 60% | Milestone: v1.1",
                "#61e83410 by bot <bot@example.org>", "at login.py:42",
            ];
            Assert.All(recorded, line => Assert.Contains(line, shown, StringComparison.Ordinal));
            Assert.Contains("LOGIN-1", (await repository.RunAsync("search", "login", "--format", "json").Succeeds()).Ids);
            Assert.Equal(["LOGIN-1"], (await repository.RunAsync("search", "login", "--fast", "--format", "json").Succeeds()).Ids);
        }
    }

    [Fact]
    public async Task CommandsThatRead_OnPythonData_ChangeNoFile()
    {
        if (Open() is not { } repository)
        {
            return;
        }

        using (repository)
        {
            var before = Contents(repository);
            string[] commands =
            [
                "list", "list -A", "stats", "status", "metrics", "health", "verify", "ready", "blocked", "dep cycle", "epic show AUTH-1",
                "backlog show REMEMB-1", "agent list -a", "agent stats", "agent recommend code",
                "cache-stats", "config", "time LOGIN-1", "requirements list LOGIN-1 --format detailed", "query priority>=high", "export",
                "events history", "schema task",
            ];
            foreach (var command in commands)
            {
                await repository.RunAsync(command.Split(' ')).Succeeds();
            }

            Assert.Equal(before, Contents(repository));
        }
    }

    [Fact]
    public async Task BatchFilesOfThePythonPackage_Applied_GiveTheirTickets()
    {
        if (Open() is not { } repository)
        {
            return;
        }

        using (repository)
        {
            var created = await repository.RunAsync(
                "batch", "create", TestRepository.Recorded("batch_create.json"), "--format", "json").Succeeds();
            Assert.Equal(
                ["BATCH-1", "BATCH-2"], created.Json.GetProperty("created_ids").EnumerateArray().Select(static id => id.GetString()));
            await repository.RunAsync("batch", "update", TestRepository.Recorded("batch_update.json")).Succeeds();
            Assert.Equal(
                ["BATCH-1"], (await repository.RunAsync("list-summary", "-s", "closed", "-l", "bug", "--format", "json").Succeeds()).Ids);
            await repository.RunAsync("batch", "delete", "BATCH-?", "--no-confirm").Succeeds();
            await repository.RunAsync("show", "BATCH-1").Answers(ExitCodes.NotFound);
            Assert.Equal(0, (await repository.RunAsync("verify", "--format", "json").Succeeds()).Json.GetProperty("count").GetInt32());
        }
    }

    private static string[] Project(JsonElement list, string[] fields) =>

        [
            .. list.EnumerateArray().Select(
                item => string.Join(" | ", fields.Select(field => $"{field}={JsonSerializer.Serialize(item.GetProperty(field))}"))),
        ];

    private static Dictionary<string, string> Contents(TestRepository repository) =>
        Directory.EnumerateFiles(repository.Tickets, "*", SearchOption.AllDirectories)
            .Where(
                static path => !path.Contains($"{Path.DirectorySeparatorChar}.sdk{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToDictionary(
                static path => path,
                static path => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))));

    private TestRepository? Open()
    {
        var repository = TestRepository.OfPython();
        if (repository is null)
        {
            log.WriteLine("Not checked: REPOTICKETS_SAMPLES names no folder.");
        }

        return repository;
    }
}
