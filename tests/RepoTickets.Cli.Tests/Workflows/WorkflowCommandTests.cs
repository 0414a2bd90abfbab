using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Frame;
using RepoTickets.Storage;
using RepoTickets.Workflows;

namespace RepoTickets.Cli.Tests.Workflows;

public sealed class WorkflowCommandTests
{
    [Fact]
    public async Task Approve_BeforeAStepOfCode_LeavesTheCodeToAHost()
    {
        using var repository = await TestRepository.WithStoreAsync();
        var id = await StartWithCodeAsync(repository);
        await repository.RunAsync("workflow", "approve", id.Value, "ask").Succeeds();
        var run = await repository.RunAsync("workflow", "run", "--format", "json").Succeeds();
        Assert.Contains("ship (ship)", run.Error, StringComparison.Ordinal);
        Assert.Contains("cannot run", run.Error, StringComparison.Ordinal);

        await using var store = await TicketStore.OpenAsync(repository.Folder);
        await using var host = WorkflowServices.Create(store, new()
        {
            Steps = new Dictionary<string, WorkflowStepFunction> { ["ship"] = static (_, _) => ValueTask.FromResult(StepResult.Done) },
        });
        Assert.Equal(WorkflowStepStatus.Pending, (await host.Engine.GetAsync(id))!.FindStep("ship")!.Status);
        Assert.Equal(WorkflowStatus.Completed, (await host.Engine.WaitForEndAsync(id)).Status);
    }

    [Fact]
    public async Task Run_WhenAHostDiedInItsCode_DecidesNothing()
    {
        using var repository = await TestRepository.WithStoreAsync();
        var id = await StartWithCodeAsync(repository);
        var time = TimeProvider.System.GetUtcNow();
        await using (var store = await TicketStore.OpenAsync(repository.Folder))
        {
            // As a process leaves it that was killed an hour ago while its code ran.
            var lease = (WorkflowLease)(await store.GetAsync(WorkflowLease.KeyOf(id)))!;
            var workflow = (WorkflowInstance)(await store.GetAsync(id.Key))!;
            var running = workflow.FindStep("ship")! with
            {
                Status = WorkflowStepStatus.Running,
                Attempts = 1,
                Token = 7,
                StartedAt = time,
            };
            await store.CommitAsync(new(
                DocumentChange.Update(
                    workflow with { Steps = workflow.Steps.Select(step => step.Id == "ship" ? running : step).ToValueList() }),
                DocumentChange.Update(
                    lease with { Holder = "gone", Token = 7, GrantedAt = time.AddHours(-2), ExpiresAt = time.AddHours(-1) })));
        }

        await repository.RunAsync("workflow", "run").Succeeds();
        await using var after = await TicketStore.OpenAsync(repository.Folder);
        Assert.Equal(WorkflowStepStatus.Running, ((WorkflowInstance)(await after.GetAsync(id.Key))!).FindStep("ship")!.Status);
        Assert.Equal("gone", ((WorkflowLease)(await after.GetAsync(WorkflowLease.KeyOf(id)))!).Holder);
    }

    [Fact]
    public async Task Show_OfACancelledWorkflow_CountsWhatWasDone()
    {
        using var repository = await TestRepository.WithStoreAsync();
        var id = await StartWithCodeAsync(repository);
        await repository.RunAsync("workflow", "cancel", id.Value, "--reason", "Not now").Succeeds();
        Assert.Contains("0 of 2 steps done, 0.0%", (await repository.RunAsync("workflow", "show", id.Value).Succeeds()).Output, StringComparison.Ordinal);
        var progress = (await repository.RunAsync("workflow", "show", id.Value, "--format", "json").Succeeds()).Json.GetProperty("progress");
        Assert.Equal((2, 0, 0), (progress.GetProperty("ended").GetInt32(), progress.GetProperty("done").GetInt32(), progress.GetProperty("percentage").GetDouble()));
    }

    [Fact]
    public async Task Define_OfAFileWithFaults_TellsAllWithLineAndColumnAndKeepsNothing()
    {
        using var repository = await TestRepository.WithStoreAsync();
        var file = repository.Write(
            "bad.yaml",
            "name: bad\nsteps:\n  - id: a\n    nonsense: 1\n    code: {name: x}\n  - id: b\n    depends-on: [c]\n    delay: 5s\n");
        var text = await repository.RunAsync("workflow", "define", file).Answers(ExitCodes.FaultsFound);
        Assert.Contains("bad.yaml(4,5)", text.Error, StringComparison.Ordinal);
        Assert.Contains("bad.yaml(7,", text.Error, StringComparison.Ordinal);
        var json = (await repository.RunAsync("workflow", "define", file, "--format", "json").Answers(ExitCodes.FaultsFound)).Json;
        Assert.Equal(("workflow-faults", 2), (json.GetProperty("kind").GetString(), json.GetProperty("faults").GetArrayLength()));
        Assert.Equal(4, json.GetProperty("faults")[0].GetProperty("line").GetInt32());
        Assert.False(Directory.Exists(Path.Join(repository.Tickets, "workflow-definitions")));
    }

    [Fact]
    public async Task Define_OfAFile_KeepsItAsItIsWritten()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("workflow", "define", repository.Write("any.yaml", WorkflowTexts.ShipIt)).Succeeds();
        var folder = Path.Join(repository.Tickets, "workflow-definitions");
        Assert.Equal(WorkflowTexts.ShipIt, await File.ReadAllTextAsync(Path.Join(folder, "ship-it.yaml")));
        Assert.Single(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task Start_BesideAFileWithFaults_TellsOfItAndStarts()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("workflow", "define", repository.Write("any.yaml", WorkflowTexts.ShipIt)).Succeeds();
        await File.WriteAllBytesAsync(Path.Join(repository.Tickets, "workflow-definitions", "torn.yaml"), [0xff, 0xfe, 0x00]);
        var started = await repository.RunAsync("workflow", "start", "ship-it", "-p", "version=1", "--format", "json").Succeeds();
        Assert.Contains("torn.yaml", started.Error, StringComparison.Ordinal);
        Assert.Equal("running", started.Json.GetProperty("status").GetString());
    }

    private static async Task<WorkflowId> StartWithCodeAsync(TestRepository repository)
    {
        await repository.RunAsync("workflow", "define", repository.Write("code.yaml", WorkflowTexts.WithCode)).Succeeds();
        var started = await repository.RunAsync("workflow", "start", "with-code", "--format", "json").Succeeds();
        Assert.Contains("cannot run", started.Error, StringComparison.Ordinal);
        return WorkflowId.Parse(started.Json.GetProperty("id").GetString()!);
    }
}
