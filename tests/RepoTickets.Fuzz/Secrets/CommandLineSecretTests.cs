using System.Diagnostics;
using System.Text;
using static RepoTickets.Fuzz.Secrets.PlantedSecrets;

namespace RepoTickets.Fuzz.Secrets;

/// <summary>The command line in processes of their own, with secrets in its environment, in the repository and in what it reads.</summary>
public sealed class CommandLineSecretTests
{
    private const string AgentFile = ".tickets/agents/AGENT-OLD.json";
    private const string BrokenFile = ".tickets/agents/AGENT-BROKEN.json";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string[] Commands =
    [
        "agent list --all --format json", "agent show AGENT-OLD", "agent show AGENT-BROKEN", "verify", "health --format json",
        "create Secrets --priority high", "triage --check --format json",
        "triage app.log", "triage app.log --real --max-tickets 0", "list --all --format json", "export", "query password",
        "events history --format json", "events history --format csv", "repair", "report",
        "import app.log", "workflow define app.log",
    ];

    [Fact]
    public async Task Commands_WithSecretsAllAround_NoneIsPrintedLoggedOrWritten()
    {
        var folder = Directory.CreateTempSubdirectory("repotickets-secrets-");
        try
        {
            Plant(folder.FullName);
            var output = new StringBuilder();
            await RunAsync(folder.FullName, output, "init");
            Directory.CreateDirectory(Path.Join(folder.FullName, ".tickets/agents"));
            await File.WriteAllTextAsync(
                Path.Join(folder.FullName, AgentFile),
                $$"""{"id": "AGENT-OLD", "name": "Old", "api_key": "{{AgentKey}}", "max_concurrent_tasks": 2}""");
            await File.WriteAllTextAsync(
                Path.Join(folder.FullName, BrokenFile),
                $$"""{"id": "AGENT-BROKEN", "name": ["x"], "api_key": ["{{AgentKey}}"], "max_concurrent_tasks": "many"}""");
            await RunAsync(folder.FullName, output, "logs --level debug --json --file all.log");
            foreach (var command in Commands)
            {
                await RunAsync(folder.FullName, output, command);
            }

            await RunAsync(folder.FullName, output, "triage app.log", ("MAX_TICKETS_PER_RUN", "many"));
            AssertNoneIn("The output", output.ToString());
            Assert.Contains("\"level\":\"DEBUG\"", output.ToString(), StringComparison.Ordinal);

            // The variables are seen and named; their values are not.
            Assert.Contains("DATADOG_API_KEY", output.ToString(), StringComparison.Ordinal);
            var files = AssertNoneInFiles(folder.FullName, AgentFile, BrokenFile, "app.log", ".git/config");
            Assert.True(files > 8, $"Only {files} files were written: {output}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Plant(string folder)
    {
        Directory.CreateDirectory(Path.Join(folder, ".git"));
        File.WriteAllText(Path.Join(folder, ".git/HEAD"), "ref: refs/heads/main\n");
        File.WriteAllText(
            Path.Join(folder, ".git/config"),
            "[user]\n\tname = Ann\n\temail = ann@example.org\n[remote \"origin\"]\n\turl = " +
            $"https://ann:{AddressPassword}@git.example/x.git\n[http]\n\textraheader = Authorization: Bearer {LogBearer}\n");
        File.WriteAllText(Path.Join(folder, "app.log"), PlantedSecrets.Log);
    }

    private static async Task RunAsync(
        string folder, StringBuilder output, string command, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Join(AppContext.BaseDirectory, "tickets.dll"), .. command.Split(' ')])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in (IEnumerable<(string, string)>)
            [
                ("DATADOG_API_KEY", DatadogApiKey), ("DATADOG_APP_KEY", DatadogApplicationKey), ("JIRA_USER", JiraUser),
                ("JIRA_API_TOKEN", JiraToken), ("OPENAI_API_KEY", ModelKey),
                ("DATABASE_URL", DriverMessage), ("HTTPS_PROXY", $"http://proxy:{AddressPassword}@127.0.0.1:1/"), .. environment,
            ])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var texts = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        var said = await texts;
        output.Append("$ ").AppendLine(command).AppendLine(said[0]).AppendLine(said[1]);
        Assert.True(process.ExitCode is >= 0 and <= 7, $"'{command}' ended with {process.ExitCode}: {said[1]}");
    }
}
