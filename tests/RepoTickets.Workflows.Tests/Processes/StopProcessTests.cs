using System.Diagnostics;
using RepoTickets.Storage;
using RepoTickets.Workflows.Worker;

namespace RepoTickets.Workflows.Tests.Processes;

/// <summary>
/// An engine stops, and a process of its own goes on. Leases last for an hour by the system's clock: one that was not given back would be
/// waited for in vain.
/// </summary>
public sealed class StopProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("repotickets-workflows-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true, "Completed")]
    [InlineData(false, "Paused")]
    public async Task StopAsync_CodeWasInterrupted_AnotherProcessGoesOnAtOnce(bool isRepeatable, string expected)
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var store = await TicketStore.OpenAsync(new StorageOptions
        {
            RepositoryPath = _folder, CreateIfMissing = true, Durability = Durability.Buffered, WatchFiles = false,
        });
        await using var services = WorkflowServices.Create(store, new()
        {
            Steps = new Dictionary<string, WorkflowStepFunction>
            {
                ["work"] = async (_, token) =>
                {
                    began.TrySetResult();
                    await Task.Delay(Timeout.Infinite, token);
                    return StepResult.Done;
                },
            },
            Options = new() { LeaseDuration = TimeSpan.FromHours(1) },
        });
        var started = await services.Engine.StartAsync(new WorkflowDefinition
        {
            Name = "stopped",
            Steps =
            [
                new CodeStep { Id = "first", Code = "work", IsRepeatable = isRepeatable },
                new CodeStep { Id = "second", Code = "work", DependsOn = ["first"] },
            ],
        });
        await began.Task.WaitAsync(Patience);
        await services.Engine.StopAsync().WaitAsync(Patience);

        Assert.Equal(expected, await ResumeElsewhereAsync(started.Id));
        var ended = (await services.Engine.GetAsync(started.Id))!;
        Assert.Equal(isRepeatable ? "\"first#1 elsewhere\"" : null, ended.FindStep("first")!.Result);
        Assert.Equal(isRepeatable ? "\"second#1 elsewhere\"" : null, ended.FindStep("second")!.Result);
    }

    private async Task<string> ResumeElsewhereAsync(WorkflowId id)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(WorkflowWorker).Assembly.Location, "resume", _folder, id.Value])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync();
            var said = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
            await process.WaitForExitAsync().WaitAsync(Patience);
            Assert.True(process.ExitCode == 0, $"The worker ended with {process.ExitCode}: {await errors}");
            return said.Trim();
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
